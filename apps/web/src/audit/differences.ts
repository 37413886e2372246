/** A recorded change, field by field. */
import type { AuditChange } from '@gantry/contract'

export interface Difference {
  /** The contract's name of it. */
  readonly field: string
  /** Undefined where it was not there. */
  readonly before: unknown
  /** Undefined where it is gone. */
  readonly after: unknown
}

/** What has become another; all of what was made or deleted. Versions are for programs. */
export function differencesOf({ before, after }: AuditChange): Difference[] {
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  fields.delete('version')
  return [...fields]
    .map(field => ({ field, before: before?.[field], after: after?.[field] }))
    .filter(difference => JSON.stringify(difference.before) !== JSON.stringify(difference.after))
}

/** A recorded value in words. Null is nothing, and so is an empty text or list. */
export function wordsOf(value: unknown, words: { readonly yes: string; readonly no: string }): string {
  if (value === true) return words.yes
  if (value === false) return words.no
  if (value === null || value === undefined || value === '') return '–'
  if (Array.isArray(value)) return value.map(each => wordsOf(each, words)).join(', ') || '–'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
