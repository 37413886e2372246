/** What is shown, as it stands in the URL and as the API takes it. */
import {
  STATISTICS_INTERVALS,
  STATISTICS_METRICS,
  type StatisticsInterval,
  type StatisticsMetric,
} from '@gantry/contract'

export interface StatisticsSearch {
  readonly metric: StatisticsMetric
  readonly interval: StatisticsInterval
  readonly compare?: 'yesterday'
  readonly from?: string
  readonly to?: string
  readonly topic?: string
  readonly group?: string
}

export function searchOf(search: URLSearchParams): StatisticsSearch {
  const field = (name: string): string | undefined => search.get(name)?.trim() || undefined
  const [from, to, topic, group] = ['from', 'to', 'topic', 'group'].map(field)
  return {
    metric: STATISTICS_METRICS.find(metric => metric === search.get('metric')) ?? 'total',
    interval: STATISTICS_INTERVALS.find(interval => interval === search.get('interval')) ?? '1m',
    ...(search.get('compare') === 'yesterday' && { compare: 'yesterday' }),
    ...(from && { from }),
    ...(to && { to }),
    ...(topic && { topic }),
    ...(group && { group }),
  }
}

/** For a tab that knows no groups. */
export function withoutGroup({
  group: _group,
  ...search
}: StatisticsSearch): Omit<StatisticsSearch, 'group'> {
  return search
}
