import type { Generated } from 'kysely'

export type SeriesKind = 'production' | 'consumption'

/** What a series is about. */
export interface SeriesKey {
  instance_id: string
  kind: SeriesKind
  /** Without the namespace, as the group; both empty for the sum of the instance. */
  topic: string
  group: string
}

/** One line of a chart; its points are in the tables of days. */
export interface StatisticsSeriesTable extends SeriesKey {
  /** Never used for another one again. */
  series_id: Generated<number>
}

/** Which days have a table. */
export interface StatisticsDayTable {
  /** Since 1970, UTC. */
  day: number
}

/** A table for each day, `statistics_day_<day>`: what is known of one minute of one series. */
export interface StatisticsPointTable {
  series_id: number
  /** Since 1970; the figures are of the 60 seconds that begin with it. */
  minute: number
  /** Null: not known. */
  messages: number | null
  /** An estimate of the brokers; null: not known. */
  bytes: number | null
  /** At the end of the minute; null: not known, or production. */
  lag: number | null
}
