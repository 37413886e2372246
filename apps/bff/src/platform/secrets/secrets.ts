/**
 * Secrets at rest: AES-256-GCM. A sealed text is `v1.<key ID>.<nonce>.<ciphertext and tag>`, each part Base64url. The
 * purpose is authenticated with it, so that a sealed value moved to another column does not open.
 */
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'

export interface Secrets {
  /** @param purpose where it is kept, such as `clusters.secret_key`; the same is needed to open it */
  seal(plain: string, purpose: string): string
  /** @throws SecretUnreadable when it was sealed with another key or for another purpose, or was altered */
  open(sealed: string, purpose: string): string
  /** Keyed digest for values that are only ever compared: tokens, CSRF tokens. */
  digest(text: string, purpose: string): string
  /** A key of its own for a library, 64 hexadecimal digits. */
  derive(purpose: string): string
}

export class SecretUnreadable extends Error {
  override readonly name = 'SecretUnreadable'
}

export const KEY_BYTES = 32
const VERSION = 'v1'
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** @param key 32 bytes; @param olderKeys open what was sealed before the last rotation */
export function createSecrets(key: Buffer, olderKeys: readonly Buffer[] = []): Secrets {
  const keys = new Map([...olderKeys, key].map(each => [keyIdOf(each), each]))
  const currentId = keyIdOf(key)
  return {
    seal(plain, purpose) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(purpose))
      const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return [VERSION, currentId, nonce.toString('base64url'), sealed.toString('base64url')].join('.')
    },
    open(sealed, purpose) {
      const [version, keyId = '', nonce = '', text = ''] = sealed.split('.')
      const opener = keys.get(keyId)
      if (version !== VERSION || !opener) throw unreadable(purpose)
      return decrypt(opener, Buffer.from(nonce, 'base64url'), Buffer.from(text, 'base64url'), purpose)
    },
    digest: (text, purpose) => createHmac('sha256', key).update(`${purpose}\n${text}`).digest('base64url'),
    derive: purpose => Buffer.from(hkdfSync('sha256', key, '', purpose, KEY_BYTES)).toString('hex'),
  }
}

function decrypt(key: Buffer, nonce: Buffer, sealed: Buffer, purpose: string): string {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
    decipher.setAAD(Buffer.from(purpose)).setAuthTag(sealed.subarray(-TAG_BYTES))
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8')
  } catch (error) {
    throw unreadable(purpose, error)
  }
}

function unreadable(purpose: string, cause?: unknown): SecretUnreadable {
  return new SecretUnreadable(
    `The secret kept in ${purpose} cannot be read: it was sealed with another key than GANTRY_SECRET_KEY or the key file holds.`,
    { cause },
  )
}

/** Names a key without telling it. */
function keyIdOf(key: Buffer): string {
  return createHash('sha256').update('gantry key id\n').update(key).digest('base64url').slice(0, 8)
}
