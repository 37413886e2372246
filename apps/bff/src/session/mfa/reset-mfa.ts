/** `reset-mfa`: a way back in for whoever runs the server. */
import type { Logger } from 'pino'
import { type Config, ConfigError } from '../../platform/config/config.ts'
import { connectDatabase } from '../../platform/database/connect-database.ts'
import { migrateToLatest } from '../../platform/database/migrate.ts'
import { deleteSessions } from '../session-store.ts'
import { findUserByName } from '../user-store.ts'
import { deleteFactor } from './mfa-store.ts'

/**
 * Works beside a running server. The user's sessions end; the password and API tokens stay.
 * @returns what to print
 * @throws ConfigError when there is no such user
 */
export async function resetMfa(config: Config, log: Logger, username: string): Promise<string> {
  const db = connectDatabase(config, log)
  try {
    await migrateToLatest(db)
    const user = await findUserByName(db, username)
    if (!user) throw new ConfigError(`There is no user named ${username}.`)
    await deleteSessions(db, user.userId)
    const wasBound = await deleteFactor(db, user.userId)
    return wasBound
      ? `The device of ${username} is forgotten: the password is enough until a new one is bound.`
      : `${username} has bound no device: the password is enough.`
  } finally {
    await db.destroy()
  }
}
