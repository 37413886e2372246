/** Kysely's SQLite dialect over the SQLite that Node has inside. */
import { chmodSync } from 'node:fs'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { SqliteAdapter, type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely'

/** Queries run on the event loop: a lock held by another process may stop everything for so long, no longer. */
const BUSY_TIMEOUT_MS = 1_000
/** Texts of queries come out of the code; only lists of values make more of them. */
const MAX_KEPT_STATEMENTS = 256

/** @param path a file, made with mode 600 when missing, or `:memory:` */
export function sqliteDialect(path: string): SqliteDialect {
  return new NodeSqliteDialect({ database: async () => openSqlite(path) })
}

class NodeSqliteDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalDdl()
  }
}

/** SQLite takes back what a transaction did to tables, too: migrations that fail leave nothing behind. */
class TransactionalDdl extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

function openSqlite(path: string): SqliteDatabase {
  const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true })
  if (path !== ':memory:') chmodSync(path, 0o600)
  // FULL, not NORMAL: what the API confirmed is still there after a power cut.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
  // Preparing takes longer than most of these queries.
  const kept = new Map<string, SqliteStatement>()
  return {
    close: () => database.close(),
    prepare(sql) {
      const known = kept.get(sql)
      if (known) return known
      const statement = prepare(database, sql)
      const [oldest] = kept.keys()
      if (kept.size === MAX_KEPT_STATEMENTS && oldest !== undefined) kept.delete(oldest)
      kept.set(sql, statement)
      return statement
    },
  }
}

function prepare(database: DatabaseSync, sql: string): SqliteStatement {
  // Takes the lock at once: a transaction that reads first and then writes could not get it any more.
  const statement = database.prepare(sql === 'begin' ? 'begin immediate' : sql)
  return {
    reader: statement.columns().length > 0,
    all: parameters => statement.all(...parameters.map(toInput)),
    run: parameters => statement.run(...parameters.map(toInput)),
    // One of its own: somebody else may ask the same before this one is read to its end.
    iterate: parameters => database.prepare(sql).iterate(...parameters.map(toInput)),
  }
}

function toInput(value: unknown): SQLInputValue {
  const isInput =
    value === null ||
    typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'bigint' ||
    value instanceof Uint8Array
  if (isInput) return value
  throw new TypeError(`SQLite takes no ${typeof value}: write booleans as 0 or 1 and times as milliseconds.`)
}
