import type { StatisticsMetric, StatisticsPoint } from '@gantry/contract'
import { useText } from '../i18n/text.ts'
import type { StatisticsTab } from '../paths.ts'
import { Figure, Rate } from '../ui/figure.tsx'
import { useFormat } from '../ui/format-context.tsx'
import { Time } from '../ui/time.tsx'
import { NewestFirst } from './newest-first.tsx'
import { useDelayText } from './use-delay-text.ts'

interface StatisticsTableProps {
  readonly tab: StatisticsTab
  readonly metric: StatisticsMetric
  readonly points: readonly StatisticsPoint[]
}

export function StatisticsTable({ tab, metric, points }: StatisticsTableProps) {
  const t = useText()
  const format = useFormat()
  const withLag = tab === 'consumption'
  const isCompared = points.some(({ yesterday }) => yesterday !== undefined)
  const MessageFigure = metric === 'total' ? Figure : Rate
  const head = [
    { label: t('statistics:column.at') },
    { label: t(`statistics:column.${metric}`) },
    ...(isCompared ? [{ label: t('statistics:yesterday') }] : []),
    { label: t(metric === 'total' ? 'statistics:column.bytes' : 'statistics:column.bytesTps') },
    ...(withLag ? [{ label: t('statistics:column.lag') }, { label: t('statistics:column.delay') }] : []),
    { label: t('statistics:column.missing') },
  ]
  const rows = points.map(({ at, value, yesterday = null, bytes, lag, delaySeconds, missingMinutes }) => ({
    key: at,
    cells: [
      <Time key="at" at={at} />,
      <MessageFigure key="value" value={value} />,
      ...(isCompared ? [<MessageFigure key="yesterday" value={yesterday} />] : []),
      bytes === null ? '–' : format.bytes(bytes),
      ...(withLag
        ? [<Figure key="lag" value={lag} />, <Delay key="delay" seconds={delaySeconds} lag={lag} />]
        : []),
      <Figure key="missing" value={missingMinutes} />,
    ],
  }))
  return <NewestFirst title={t('statistics:table')} head={head} rows={rows} />
}

function Delay({ seconds, lag }: { readonly seconds: number | null; readonly lag: number | null }) {
  const delayText = useDelayText()
  if (seconds === null) return '–'
  // Nothing waits: then nothing has waited for less than a minute either.
  return lag === 0 ? '0' : delayText(seconds)
}
