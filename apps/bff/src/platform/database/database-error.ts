/** What a database says, told apart the same way on both engines. */

/** SQLITE_CONSTRAINT_UNIQUE and SQLITE_CONSTRAINT_PRIMARYKEY: https://sqlite.org/rescode.html */
const SQLITE_UNIQUE: ReadonlySet<unknown> = new Set([2_067, 1_555])
const SQLITE_FOREIGN_KEY = 787
/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const POSTGRES_UNIQUE = '23505'
const POSTGRES_FOREIGN_KEY = '23503'
/** Classes: connection, authorisation, deadlock, resources, not in the right state, operator, system; no such database. */
const POSTGRES_UNAVAILABLE = /^(08|28|40|53|55|57|58|3D000|25006)/
/** Whatever a socket does to `pg`: refused, reset, timed out, name not found. */
const SOCKET_CALLS: ReadonlySet<unknown> = new Set(['connect', 'read', 'write', 'getaddrinfo'])
/** Texts of `pg` for what has no code. */
const POSTGRES_TEXT =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Cannot use a pool after)/
/** Busy, locked, no memory, read-only, interrupted, I/O, corrupt, full, cannot open, protocol, not a database. */
const SQLITE_UNAVAILABLE: ReadonlySet<number> = new Set([5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 26])
const PRIMARY_CODE_MASK = 0xff

/** A row with this key is there already. */
export function isUniqueViolation(error: unknown): boolean {
  return SQLITE_UNIQUE.has(fieldOf(error, 'errcode')) || fieldOf(error, 'code') === POSTGRES_UNIQUE
}

/** A row points at one that is not there, or one that others point at was to go. */
export function isForeignKeyViolation(error: unknown): boolean {
  return fieldOf(error, 'errcode') === SQLITE_FOREIGN_KEY || fieldOf(error, 'code') === POSTGRES_FOREIGN_KEY
}

/** The database is locked, gone or full: no fault of the request, which may succeed later. */
export function isDatabaseError(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const errcode = fieldOf(error, 'errcode')
  if (typeof errcode === 'number') return SQLITE_UNAVAILABLE.has(errcode & PRIMARY_CODE_MASK)
  const code = fieldOf(error, 'code')
  if (typeof code === 'string' && POSTGRES_UNAVAILABLE.test(code)) return true
  if (SOCKET_CALLS.has(fieldOf(error, 'syscall'))) return true
  if (code === 'ERR_INVALID_STATE' || POSTGRES_TEXT.test(error.message)) return true
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause
  return inner !== error && isDatabaseError(inner)
}

function fieldOf(error: unknown, name: string): unknown {
  return error instanceof Error && name in error ? Reflect.get(error, name) : undefined
}
