/** Kysely's PostgreSQL dialect. 64-bit integers come as numbers: every one of ours is safe (milliseconds, counts). */
import { PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Logger } from 'pino'

const CONNECT_TIMEOUT_MS = 5_000
const STATEMENT_TIMEOUT_MS = 10_000
const MAX_CONNECTIONS = 10

export function postgresDialect(databaseUrl: string, log: Logger): PostgresDialect {
  const types = new pg.TypeOverrides()
  types.setTypeParser(pg.types.builtins.INT8, Number)
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    application_name: 'gantry',
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS,
    keepAlive: true,
    types,
  })
  // An idle connection that breaks is replaced by the next query; unheard, this event would end the process.
  pool.on('error', error => log.warn({ err: error }, 'a connection to PostgreSQL broke'))
  return new PostgresDialect({ pool })
}
