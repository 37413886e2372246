/** `reset-password`: a way back in for whoever runs the server. */
import { hashPassword } from 'better-auth/crypto'
import type { Logger } from 'pino'
import { systemClock } from '../platform/clock.ts'
import { type Config, ConfigError } from '../platform/config/config.ts'
import { connectDatabase } from '../platform/database/connect-database.ts'
import { migrateToLatest } from '../platform/database/migrate.ts'
import { newPassword, oneTimeUntilMs } from './first-administrator.ts'
import { replacePassword } from './user-store.ts'

/**
 * Works beside a running server. The user's sessions end, and so do the API tokens, but for GANTRY_BOOTSTRAP_TOKEN.
 * @returns what to print
 * @throws ConfigError when there is no such user
 */
export async function resetPassword(config: Config, log: Logger, username: string): Promise<string> {
  const db = connectDatabase(config, log)
  try {
    await migrateToLatest(db)
    const password = newPassword()
    const { bootstrapToken } = config
    const passwordHash = await hashPassword(password)
    const replaced = { passwordHash, oneTimeUntilMs: oneTimeUntilMs(systemClock), bootstrapToken }
    const exists = await db
      .transaction()
      .execute(transaction => replacePassword(transaction, username, replaced))
    if (!exists) throw new ConfigError(`There is no user named ${username} who signs in with a password.`)
    return `Sign in as ${username} with the one-time password ${password}; the console asks for a new one.`
  } finally {
    await db.destroy()
  }
}
