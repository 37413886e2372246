/** What of the record is asked for, as the URL has it. */
import type { ListControls } from '../table/use-list-state.ts'

export const AUDIT_FILTERS = ['action', 'username', 'result', 'address', 'from', 'to'] as const
export type AuditFilter = { readonly [name in (typeof AUDIT_FILTERS)[number]]?: string }

export function auditFilterOf(state: Pick<ListControls, 'filter'>): AuditFilter {
  return Object.fromEntries(
    AUDIT_FILTERS.flatMap(name => {
      const value = state.filter(name)
      return value ? [[name, value]] : []
    }),
  )
}
