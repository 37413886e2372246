import { useSearchParams } from 'react-router'
import type { z } from 'zod'

/**
 * What the way back from a change fills a form with; undefined where the form was opened for itself.
 * @param body of the operation that the form sends: whatever else the URL holds is left aside
 */
export function useRestored<T>(body: z.ZodType<T>): T | undefined {
  const [search] = useSearchParams()
  const text = search.get('restore')
  if (text === null) return undefined
  try {
    return body.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
