/** What other capabilities ask of statistics: figures of the last minutes, of many lines at once. No broker is asked. */
import { MINUTE_MS } from '../platform/clock.ts'
import type { AppContext } from '../platform/context.ts'
import type { Point, SeriesKind } from './statistics-figures.ts'
import { type MinuteRange, type Series, selectPointsOf, selectSeries } from './statistics-store.ts'
import type { SeriesKey } from './statistics-table.ts'

export interface RecentSeries extends SeriesKey {
  /** In the order of time; a minute that is not known has none, or has null where a figure is not. */
  readonly points: readonly Point[]
}

export interface StatisticsService {
  /**
   * The series of one kind, the sums of instances among them, that have points in the last full minutes. The newest minute may
   * not be written yet: it takes some seconds.
   * @param isWanted picks some of them
   */
  recent(
    kind: SeriesKind,
    instanceIds: readonly string[],
    minutes: number,
    isWanted?: (key: SeriesKey) => boolean,
  ): Promise<RecentSeries[]>
  /** The same, of any minutes: for short ranges. */
  within(
    kind: SeriesKind,
    instanceIds: readonly string[],
    range: MinuteRange,
    isWanted?: (key: SeriesKey) => boolean,
  ): Promise<RecentSeries[]>
}

export function createStatisticsService({ db, clock }: Pick<AppContext, 'db' | 'clock'>): StatisticsService {
  const within: StatisticsService['within'] = async (kind, instanceIds, range, isWanted = () => true) => {
    if (instanceIds.length === 0) return []
    const series: Series[] = (await selectSeries(db, instanceIds, kind)).filter(isWanted)
    const points = await selectPointsOf(db, series, range)
    return [...points].flatMap(([{ series_id: _id, ...key }, found]) =>
      found.length === 0 ? [] : [{ ...key, points: found }],
    )
  }
  return {
    within,
    recent(kind, instanceIds, minutes, isWanted) {
      const toMinute = Math.floor(clock.nowMs() / MINUTE_MS)
      return within(kind, instanceIds, { fromMinute: toMinute - minutes, toMinute }, isWanted)
    },
  }
}
