/** SQLite in the data directory, or PostgreSQL by address: the same Kysely over both. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { Config } from '../config/config.ts'
import type { Database } from './database.ts'
import { postgresDialect } from './postgres-dialect.ts'
import { sqliteDialect } from './sqlite-dialect.ts'

export type Engine = 'sqlite' | 'postgres'

export function engineOf({ databaseUrl }: Pick<Config, 'databaseUrl'>): Engine {
  return databaseUrl === undefined ? 'sqlite' : 'postgres'
}

/** Connects with the first query. */
export function connectDatabase(
  { databaseUrl, dataDir }: Pick<Config, 'databaseUrl' | 'dataDir'>,
  log: Logger,
): Kysely<Database> {
  if (databaseUrl !== undefined) {
    return new Kysely({ dialect: postgresDialect(databaseUrl, log) })
  }
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  return new Kysely({ dialect: sqliteDialect(join(dataDir, 'gantry.db')) })
}
