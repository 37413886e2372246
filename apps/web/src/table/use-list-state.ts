import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { useSearchBehind } from '../links/use-search-behind.ts'
import { changeListState, type ListState, readListState } from './list-state.ts'

export interface ListControls extends ListState {
  /** A filter of this list, such as `messageType`. */
  filter(name: string): string | undefined
  change(change: Readonly<Record<string, string | undefined>>): void
}

export function useListState(): ListControls {
  const [, setSearch] = useSearchParams()
  const search = useSearchBehind()
  const change = useCallback(
    (wanted: Readonly<Record<string, string | undefined>>) =>
      // Typing in a search field must not fill the history.
      setSearch(current => changeListState(current, wanted), { replace: true }),
    [setSearch],
  )
  return useMemo(
    () => ({ ...readListState(search), filter: name => search.get(name) ?? undefined, change }),
    [search, change],
  )
}
