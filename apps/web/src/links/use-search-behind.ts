import { useMemo, useState } from 'react'
import { useLocation } from 'react-router'
import { useFrom } from './use-close.ts'

/** The query of a page. While a dialog with a URL of its own lies over the page: as it was when the dialog was opened. */
export function useSearchBehind(): URLSearchParams {
  const { pathname, search } = useLocation()
  const from = useFrom()
  const [own, setOwn] = useState({ pathname, search })
  const isBehind = pathname !== own.pathname && from === own.pathname + own.search
  const isMoved = pathname !== own.pathname || search !== own.search
  if (isMoved && !isBehind) setOwn({ pathname, search })
  return useMemo(() => new URLSearchParams(isBehind ? own.search : search), [isBehind, own, search])
}
