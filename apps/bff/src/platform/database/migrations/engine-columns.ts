/**
 * Column types of the tables that better-auth writes: it stores times and booleans natively in PostgreSQL, as ISO 8601
 * text and 0 or 1 in SQLite. Our own tables use `bigint` milliseconds and `integer` on both.
 */
import type { ColumnDataType, Kysely } from 'kysely'
import { isSqlite } from '../engine.ts'

export function engineColumns(db: Kysely<unknown>): { boolean: ColumnDataType; time: ColumnDataType } {
  return isSqlite(db) ? { boolean: 'integer', time: 'text' } : { boolean: 'boolean', time: 'timestamptz' }
}
