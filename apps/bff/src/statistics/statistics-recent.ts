/** The last hour of many names at once, for the rows of a list. */
import type { QueryOf, ResponseOf, statisticsRecent } from '@gantry/contract'
import { MINUTE_MS, toTimestamp } from '../platform/clock.ts'
import type { Caller } from '../platform/http/caller.ts'
import { seesSeries } from './seen-series.ts'
import { type Figure, type SeriesKind, togetherOf } from './statistics-figures.ts'
import type { StatisticsNeeds } from './statistics-needs.ts'
import type { RecentSeries } from './statistics-service.ts'
import type { SeriesKey } from './statistics-table.ts'

interface Recently {
  readonly kind: SeriesKind
  readonly figure: Figure
  /** Empty for a series that is about something else. */
  readonly nameOf: (key: SeriesKey) => string
}

const RECENTLY: Readonly<Record<QueryOf<typeof statisticsRecent>['of'], Recently>> = {
  instances: {
    kind: 'production',
    figure: 'messages',
    nameOf: ({ instance_id, topic }) => (topic === '' ? instance_id : ''),
  },
  topics: { kind: 'production', figure: 'messages', nameOf: ({ topic }) => topic },
  groups: { kind: 'consumption', figure: 'lag', nameOf: ({ group }) => group },
}

const MINUTES = 60

/** What the caller must not see is left out, as what has no figures. */
export async function queryRecent(
  { clock, statistics, instances }: Pick<StatisticsNeeds, 'clock' | 'statistics' | 'instances'>,
  caller: Caller,
  { of, instanceId, names }: QueryOf<typeof statisticsRecent>,
): Promise<ResponseOf<typeof statisticsRecent>> {
  const { kind, figure, nameOf } = RECENTLY[of]
  const wanted = new Set(names.split(',').filter(name => name !== ''))
  const asked = of === 'instances' ? [...wanted] : instanceId === undefined ? [] : [instanceId]
  const seen = new Map((await instances.seenBy(caller)).map(each => [each.instanceId, each]))
  const isSeen = (key: SeriesKey): boolean => {
    const instance = seen.get(key.instance_id)
    return instance !== undefined && seesSeries(instance, key)
  }
  const firstMinute = Math.floor(clock.nowMs() / MINUTE_MS) - MINUTES
  const series = await statistics.recent(
    kind,
    asked.filter(id => seen.has(id)),
    MINUTES,
    key => wanted.has(nameOf(key)) && isSeen(key),
  )
  const minutes = Array.from({ length: MINUTES }, (_, index) => firstMinute + index)
  const items = [...Map.groupBy(series, nameOf)].map(([name, parts]) => {
    const byMinute = parts.map(valuesByMinute(figure))
    const values = minutes.map(minute =>
      togetherOf(
        figure,
        byMinute.map(part => part.get(minute)),
      ),
    )
    return { name, values }
  })
  return { items: withoutUnwritten(items), from: toTimestamp(firstMinute * MINUTE_MS) }
}

function valuesByMinute(figure: Figure): (series: RecentSeries) => Map<number, number | null | undefined> {
  return ({ points }) => new Map(points.map(point => [point.minute, point[figure]]))
}

/** The last minute of all may not be written yet: that is no gap. */
function withoutUnwritten<I extends { values: Array<number | null> }>(items: I[]): I[] {
  const isWritten = items.some(({ values }) => values.at(-1) !== null)
  return isWritten ? items : items.map(item => ({ ...item, values: item.values.slice(0, -1) }))
}
