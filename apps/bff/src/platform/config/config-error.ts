/** A setting that cannot be used. The message is one sentence naming it; never a secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}
