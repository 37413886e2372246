/** A line over time. It is for eyes only: the table below holds the same figures. */
import { LineChart } from '@mantine/charts'
import '@mantine/charts/styles.css'
import '@mantine/core/styles/ColorSwatch.css'
import { Title } from '@mantine/core'
import { useText } from '../i18n/text.ts'
import { useFormat } from '../ui/format-context.tsx'

interface ChartPoint {
  readonly at: string
  /** Null: the line is broken there. */
  readonly value: number | null
  /** Of the day before; absent where nothing is compared. */
  readonly yesterday?: number | null | undefined
}

interface StatisticsChartProps {
  readonly title: string
  readonly points: readonly ChartPoint[]
  /** A level line. */
  readonly limit?: number | undefined
  /** How a value is written; as a count or a rate where it is left out. */
  readonly textOf?: (value: number) => string
}

const HEIGHT = 260
/** A figure alone between two gaps has no line: it needs a dot. More dots than that would be the line. */
const MOST_DOTS = 180

const DASHED = { color: 'gray.6', strokeDasharray: '5 4' } as const

export function StatisticsChart({ title, points, limit, textOf }: StatisticsChartProps) {
  const t = useText()
  const format = useFormat()
  const data = points.map(({ at, value, yesterday }) => ({ at: format.dateTime(at), value, yesterday }))
  const isCompared = points.some(({ yesterday }) => yesterday !== undefined)
  const figureText = (value: number): string =>
    Number.isInteger(value) ? format.count(value) : format.rate(value)
  const clock = new Map(points.map(({ at }) => [format.dateTime(at), format.time(at).slice(0, 5)]))
  return (
    <section aria-label={title}>
      <Title order={2} size="h4" mb="xs">
        {title}
      </Title>
      <div role="img" aria-label={t('statistics:chart', { title, count: format.count(points.length) })}>
        <LineChart
          h={HEIGHT}
          data={data}
          dataKey="at"
          series={[
            { name: 'value', label: title, color: 'blue.6' },
            ...(isCompared ? [{ name: 'yesterday', label: t('statistics:yesterday'), ...DASHED }] : []),
          ]}
          withLegend={isCompared}
          curveType="linear"
          connectNulls={false}
          withDots={points.length <= MOST_DOTS}
          dotProps={{ r: 2 }}
          valueFormatter={textOf ?? figureText}
          xAxisProps={{ tickFormatter: (at: string) => clock.get(at) ?? at, minTickGap: 40 }}
          yAxisProps={{ width: 70 }}
          lineChartProps={{ accessibilityLayer: false }}
          {...(limit !== undefined && {
            referenceLines: [
              {
                y: limit,
                color: 'red.6',
                label: t('statistics:specification'),
                labelPosition: 'insideTopLeft' as const,
                ifOverflow: 'extendDomain' as const,
              },
            ],
          })}
        />
      </div>
    </section>
  )
}
