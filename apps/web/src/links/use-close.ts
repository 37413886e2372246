import { useCallback } from 'react'
import { useLocation, useNavigate } from 'react-router'

/**
 * Closes a dialog that is a URL: back to where it was opened from, filters included, or to `otherwise` when it was
 * opened by its link.
 */
export function useClose(otherwise: string): () => void {
  const navigate = useNavigate()
  const from = useFrom()
  return useCallback(() => void navigate(from ?? otherwise, { replace: true }), [navigate, from, otherwise])
}

/** Leaves what is gone now: for the list, with its filters where the way led over it. */
export function useLeaveFor(list: string): () => void {
  const navigate = useNavigate()
  const from = useFrom()
  const isFromList = from?.split('?', 1)[0] === list.split('?', 1)[0]
  return useCallback(
    () => void navigate(isFromList && from ? from : list, { replace: true }),
    [navigate, isFromList, from, list],
  )
}

/** Where the way to this URL began; undefined when it was opened by its link. */
export function useFrom(): string | undefined {
  const { state }: { state: unknown } = useLocation()
  if (typeof state !== 'object' || state === null || !('from' in state)) return undefined
  const { from } = state
  // Only a path of this app: history could hold what another page wrote.
  return typeof from === 'string' && /^\/(?![/\\])/.test(from) ? from : undefined
}
