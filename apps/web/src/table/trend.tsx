/** The last hour of a row, drawn after the list itself is there. */
import { lazy, Suspense } from 'react'
import type { TrendProps } from './trend-drawn.tsx'

const TrendDrawn = lazy(async () => ({ default: (await import('./trend-drawn.tsx')).TrendDrawn }))

export function Trend(props: TrendProps) {
  return (
    <Suspense fallback={null}>
      <TrendDrawn {...props} />
    </Suspense>
  )
}
