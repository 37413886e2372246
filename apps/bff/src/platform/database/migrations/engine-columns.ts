/**
 * Column types of the tables that better-auth writes: it stores times and booleans natively in PostgreSQL, as ISO 8601
 * text and 0 or 1 in SQLite. Our own tables use `bigint` milliseconds and `integer` on both.
 */
import { type ColumnDataType, type Kysely, SqliteAdapter } from 'kysely'

export function engineColumns(db: Kysely<unknown>): { boolean: ColumnDataType; time: ColumnDataType } {
  const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter
  return isSqlite ? { boolean: 'integer', time: 'text' } : { boolean: 'boolean', time: 'timestamptz' }
}
