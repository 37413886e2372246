/** Which settings of a broker are secrets. Rather one too many: what is masked can still be read on the broker. */

const SECRET_NAME =
  /passw|secret|credential|token|access_?key|private_?key|initAuthenticationUser|exporterHeader/i
/** A field of JSON or of `key=value` text. */
const SECRET_FIELD = /(passw(or)?d|secret|secretkey|token|authorization)["']?\s*[:=]/i
/** `scheme://user:password@host` */
const ADDRESS_WITH_PASSWORD = /:\/\/[^/\s:@]*:[^/\s@]+@/

export function isSecretSetting(name: string, values: readonly string[]): boolean {
  return (
    SECRET_NAME.test(name) ||
    values.some(value => SECRET_FIELD.test(value) || ADDRESS_WITH_PASSWORD.test(value))
  )
}
