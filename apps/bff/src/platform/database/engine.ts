import { type Kysely, SqliteAdapter } from 'kysely'

/** For the few statements that the two engines write differently. */
export function isSqlite<T>(db: Kysely<T>): boolean {
  return db.getExecutor().adapter instanceof SqliteAdapter
}
