/** What better-auth takes for the present: it has no clock that is handed in. */
export function engineNowMs(): number {
  return Date.now()
}

/** @returns milliseconds of what better-auth writes: a timestamp in PostgreSQL, ISO 8601 text in SQLite */
export function timeMsOf(value: unknown): number {
  return value instanceof Date ? value.getTime() : Date.parse(String(value))
}
