/** The figures that were asked for: charts, what is missing in them, and the same as a table. */
import type { Statistics, StatisticsMetric, StatisticsPoint } from '@gantry/contract'
import { Button, Group, Text } from '@mantine/core'
import { Suspense } from 'react'
import { useText } from '../i18n/text.ts'
import type { StatisticsTab } from '../paths.ts'
import { LiveStatus } from '../table/live-status.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { useFormat } from '../ui/format-context.tsx'
import { Icon } from '../ui/icon.tsx'
import { Notice } from '../ui/notice.tsx'
import { Waiting } from '../ui/waiting.tsx'
import { StatisticsChart } from './lazy-chart.ts'
import { StatisticsTable } from './statistics-table.tsx'
import { useDelayText } from './use-delay-text.ts'

interface StatisticsResultProps {
  readonly tab: StatisticsTab
  readonly metric: StatisticsMetric
  readonly statistics: Statistics
  /** TPS of the instance's specification, where that is what is shown. */
  readonly limit: number | undefined
  /** URL of the file. */
  readonly csv: string
  readonly isRefreshing: boolean
  readonly onRefresh: () => void
}

export function StatisticsResult(props: StatisticsResultProps) {
  const t = useText()
  const { tab, metric, statistics, limit } = props
  const { points, keptSince } = statistics
  const isNothing = points.every(({ value, lag }) => value === null && lag === null)
  if (isNothing && keptSince === null) {
    return <EmptyState icon="chart" title={t('statistics:off')} body={t('statistics:offBody')} />
  }
  if (isNothing)
    return <EmptyState icon="chart" title={t('statistics:empty')} body={t('statistics:emptyBody')} />
  return (
    <>
      <Tools {...props} />
      <Gaps points={points} />
      <Suspense fallback={<Waiting />}>
        <StatisticsChart title={t(`statistics:column.${metric}`)} points={points} limit={limit} />
        {tab === 'consumption' && <BehindCharts points={points} />}
      </Suspense>
      <StatisticsTable tab={tab} metric={metric} points={points} />
    </>
  )
}

function BehindCharts({ points }: { readonly points: readonly StatisticsPoint[] }) {
  const t = useText()
  const delayText = useDelayText()
  return (
    <>
      <StatisticsChart
        title={t('statistics:column.lag')}
        points={points.map(({ at, lag }) => ({ at, value: lag }))}
      />
      <StatisticsChart
        title={t('statistics:column.delay')}
        points={points.map(({ at, delaySeconds }) => ({ at, value: delaySeconds }))}
        textOf={delayText}
      />
    </>
  )
}

function Tools({ statistics: { asOf }, csv, isRefreshing, onRefresh }: StatisticsResultProps) {
  const t = useText()
  return (
    <Group justify="space-between">
      <LiveStatus asOf={asOf} isRefreshing={isRefreshing} onRefresh={onRefresh} />
      <Button
        component="a"
        href={csv}
        download
        size="xs"
        variant="default"
        leftSection={<Icon name="download" size={14} />}
      >
        {t('statistics:csv')}
      </Button>
    </Group>
  )
}

function Gaps({ points }: { readonly points: readonly StatisticsPoint[] }) {
  const t = useText()
  const format = useFormat()
  const missing = points.filter(({ value }) => value === null).length
  if (missing === 0) return null
  const figures = { missing: format.count(missing), count: format.count(points.length) }
  return (
    <Notice tone="info" title={t('statistics:gaps', figures)}>
      <Text size="sm">{t('statistics:gapsBody')}</Text>
    </Notice>
  )
}
