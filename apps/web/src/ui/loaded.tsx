import type { ReactNode } from 'react'
import { describeError } from '../api/describe-error.ts'
import { useText } from '../i18n/text.ts'
import { FailureNotice } from './failure-notice.tsx'
import { Waiting } from './waiting.tsx'

interface LoadedProps<T> {
  readonly query: { readonly data: T | undefined; readonly error: unknown; readonly refetch: () => unknown }
  readonly children: (data: T) => ReactNode
}

/** Waits, says what went wrong, or shows; what was read before stays below what went wrong since. */
export function Loaded<T>({ query, children }: LoadedProps<T>) {
  const t = useText()
  const { data, error, refetch } = query
  return (
    <>
      {error ? <FailureNotice failure={describeError(error, t)} onRetry={() => void refetch()} /> : null}
      {data === undefined ? !error && <Waiting /> : children(data)}
    </>
  )
}
