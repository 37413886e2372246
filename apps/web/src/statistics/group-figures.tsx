/** Beside what groups consumed: what they could not, and who was there to do it. */
import { type GroupStatisticsPoint, statisticsGroup } from '@gantry/contract'
import { Suspense } from 'react'
import { useLiveQuery } from '../api/use-live-query.ts'
import { useText } from '../i18n/text.ts'
import { useParam } from '../links/use-param.ts'
import { Figure } from '../ui/figure.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Time } from '../ui/time.tsx'
import { Waiting } from '../ui/waiting.tsx'
import { StatisticsChart } from './lazy-chart.ts'
import { NewestFirst } from './newest-first.tsx'
import type { StatisticsSearch } from './statistics-search.ts'

const FIGURES = ['deadLetters', 'retries', 'clients'] as const

export function GroupFigures({ query }: { readonly query: StatisticsSearch }) {
  const params = { instanceId: useParam('instanceId') }
  const { topic: _topic, metric: _metric, compare: _compare, ...asked } = query
  const figures = useLiveQuery(statisticsGroup, { params, query: asked })
  return <Loaded query={figures}>{({ points }) => <Shown points={points} />}</Loaded>
}

function Shown({ points }: { readonly points: readonly GroupStatisticsPoint[] }) {
  const t = useText()
  // What is not collected, or not yet, is said above.
  if (points.every(point => FIGURES.every(figure => point[figure] === null))) return null
  return (
    <>
      <Suspense fallback={<Waiting />}>
        {FIGURES.map(figure => (
          <StatisticsChart
            key={figure}
            title={t(`statistics:column.${figure}`)}
            points={points.map(point => ({ at: point.at, value: point[figure] }))}
          />
        ))}
      </Suspense>
      <NewestFirst
        title={t('statistics:groupTable')}
        head={(['at', ...FIGURES, 'missing'] as const).map(column => ({
          label: t(`statistics:column.${column}`),
        }))}
        rows={points.map(point => ({
          key: point.at,
          cells: [
            <Time key="at" at={point.at} />,
            ...FIGURES.map(figure => <Figure key={figure} value={point[figure]} />),
            <Figure key="missing" value={point.missingMinutes} />,
          ],
        }))}
      />
    </>
  )
}
