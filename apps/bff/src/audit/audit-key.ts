/** The key of the record's hashes: made with the first event, kept sealed beside the chain, so that all replicas have the same. */
import { randomBytes } from 'node:crypto'
import { KEY_BYTES, type Secrets } from '../platform/secrets/secrets.ts'

const PURPOSE = 'audit_head.key'

/** @throws SecretUnreadable when the console has another key than the one it was sealed with */
export function openAuditKey(secrets: Secrets, sealed: string): Buffer {
  return Buffer.from(secrets.open(sealed, PURPOSE), 'hex')
}

export function makeAuditKey(secrets: Secrets): { readonly key: Buffer; readonly sealed: string } {
  const key = randomBytes(KEY_BYTES)
  return { key, sealed: secrets.seal(key.toString('hex'), PURPOSE) }
}
