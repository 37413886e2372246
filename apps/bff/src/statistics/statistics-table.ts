import type { Generated } from 'kysely'
import type { SeriesKind } from './statistics-figures.ts'

/** What a series is about. */
export interface SeriesKey {
  instance_id: string
  kind: SeriesKind
  /** Without the namespace, as the group; what a kind has none of is empty, and both are for the sum of the instance. */
  topic: string
  group: string
}

/** One line of a chart; its points are in the tables of days. */
export interface StatisticsSeriesTable extends SeriesKey {
  /** Never used for another one again. */
  series_id: Generated<number>
  /** Since 1970, UTC: the last one that it has points of. */
  last_day: Generated<number>
}

/** Which days have a table. */
export interface StatisticsDayTable {
  /** Since 1970, UTC. */
  day: number
}

/** A table for each day, `statistics_day_<day>`: what is known of one minute of the series of one shelf. */
export interface StatisticsMinuteTable {
  /** Which sixteen series. */
  shelf: number
  /** Since 1970. */
  minute: number
  /** As `packed` writes them. */
  figures: string
}
