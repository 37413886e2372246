import { useFormat } from './format-context.tsx'

/** A moment in the reader's zone; the exact ISO text on hover and for machines. */
export function Time({ at, wraps = false }: { readonly at: string; readonly wraps?: boolean }) {
  const format = useFormat()
  return (
    <time dateTime={at} title={at} style={{ whiteSpace: wraps ? 'normal' : 'nowrap' }}>
      {format.dateTime(at)}
    </time>
  )
}
