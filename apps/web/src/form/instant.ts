/** Between a field for date and time, which has no zone, and the API, which knows UTC only. */
type TimeZone = 'UTC' | 'local'

/** @returns empty for what is no time */
export function instantOf(dateTimeLocal: string, timeZone: TimeZone): string {
  const instant = new Date(timeZone === 'UTC' ? `${dateTimeLocal}Z` : dateTimeLocal)
  return Number.isNaN(instant.getTime()) ? '' : instant.toISOString()
}

/** As `<input type="datetime-local">` takes it, to the second. */
export function dateTimeLocalOf(instant: string, timeZone: TimeZone): string {
  const at = new Date(instant)
  if (Number.isNaN(at.getTime())) return ''
  const shownMs = timeZone === 'UTC' ? at.getTime() : at.getTime() - at.getTimezoneOffset() * 60_000
  return new Date(shownMs).toISOString().slice(0, 19)
}
