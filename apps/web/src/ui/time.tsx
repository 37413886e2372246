import { useFormat } from './format-context.tsx'

/** A moment in the reader's zone; the exact ISO text on hover and for machines. */
export function Time({ at }: { readonly at: string }) {
  const format = useFormat()
  return (
    <time dateTime={at} title={at} style={{ whiteSpace: 'nowrap' }}>
      {format.dateTime(at)}
    </time>
  )
}
