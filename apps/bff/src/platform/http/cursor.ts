/** Cursors of lists: opaque to callers, two values inside. */
import { AppError } from './app-error.ts'

export function toCursor(sortValue: string | number, key: string): string {
  return Buffer.from(JSON.stringify([sortValue, key])).toString('base64url')
}

/** @throws AppError VALIDATION for what was not made by {@link toCursor} */
export function fromCursor(cursor: string): { readonly sortValue: string | number; readonly key: string } {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(parsed) && parsed.length === 2) {
      const [sortValue, key]: unknown[] = parsed
      const isSortable = typeof sortValue === 'string' || typeof sortValue === 'number'
      if (isSortable && typeof key === 'string') return { sortValue, key }
    }
  } catch {
    // Not one of ours: said below.
  }
  const message = 'Take the cursor from nextCursor of the page before.'
  throw new AppError('VALIDATION', `cursor: ${message}`, {
    fields: [{ path: 'cursor', code: 'invalid', message }],
  })
}
