import type { Int64 } from '@gantry/contract'
import { useFormat } from './format-context.tsx'

/** A whole figure; `–` where it is not known, which is not the same as 0. */
export function Figure({ value }: { readonly value: Int64 | null }) {
  const format = useFormat()
  return <>{value === null ? '–' : format.count(value)}</>
}

/** A rate, in messages each second. */
export function Rate({ value }: { readonly value: number | null }) {
  const format = useFormat()
  return <>{value === null ? '–' : format.rate(value)}</>
}
