import { useCallback } from 'react'
import { useLocation, useNavigate } from 'react-router'

/**
 * Closes a dialog that is a URL: back to where it was opened from, filters included, or to `otherwise` when it was
 * opened by its link.
 */
export function useClose(otherwise: string): () => void {
  const navigate = useNavigate()
  const { state }: { state: unknown } = useLocation()
  const from = fromOf(state)
  return useCallback(() => void navigate(from ?? otherwise, { replace: true }), [navigate, from, otherwise])
}

function fromOf(state: unknown): string | undefined {
  if (typeof state !== 'object' || state === null || !('from' in state)) return undefined
  const { from } = state
  // Only a path of this app: history could hold what another page wrote.
  return typeof from === 'string' && /^\/(?![/\\])/.test(from) ? from : undefined
}
