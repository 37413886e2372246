/**
 * Signing, the same for ACL 1.0 and 2.0: the values of all header fields (access key included, signature not),
 * in the order of their names, joined without a separator, then the body; HMAC-SHA1 keyed by the secret, Base64.
 *
 * Defined by RocketMQ in `acl/common/AclClientRPCHook` and `AclUtils`; checked by the broker in
 * `auth/authentication/builder/DefaultAuthenticationContextBuilder`.
 */
import { createHmac } from 'node:crypto'
import type { HeaderFields } from './fields.ts'

export interface Credentials {
  readonly accessKey: string
  readonly secretKey: string
  /** Only for temporary credentials. */
  readonly securityToken?: string | undefined
}

/** Returns the fields with access key and signature added. */
export function sign(fields: HeaderFields, body: Buffer | undefined, credentials: Credentials): HeaderFields {
  const signed: Record<string, string> = { ...fields, AccessKey: credentials.accessKey }
  if (credentials.securityToken !== undefined) signed.SecurityToken = credentials.securityToken
  let content = ''
  // Names are ASCII, so the order by code unit is Java's order.
  for (const name of Object.keys(signed).sort()) if (name !== 'Signature') content += signed[name]
  const hmac = createHmac('sha1', credentials.secretKey).update(content)
  if (body !== undefined) hmac.update(body)
  signed.Signature = hmac.digest('base64')
  return signed
}
