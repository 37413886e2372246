import type { GroupStatisticsPoint, StatisticsMetric, StatisticsPoint } from '@gantry/contract'
import { CSV_MARK, csvText } from '../platform/http/csv.ts'

const COLUMNS = {
  total: ['at', 'messages', 'bytes', 'lag', 'delaySeconds', 'missingMinutes'],
  tps: ['at', 'messagesPerSecond', 'bytesPerSecond', 'lag', 'delaySeconds', 'missingMinutes'],
} as const
const GROUP_COLUMNS = ['at', 'deadLetters', 'retries', 'clients', 'missingMinutes'] as const

/** Line by line, as the caller takes it. What is not known is an empty cell. */
export async function* statisticsCsv(
  points: AsyncIterable<StatisticsPoint>,
  metric: StatisticsMetric,
): AsyncGenerator<string> {
  yield CSV_MARK + csvText([[...COLUMNS[metric]]])
  for await (const { at, value, bytes, lag, delaySeconds, missingMinutes } of points) {
    yield csvText([[at, value, bytes, lag, delaySeconds, missingMinutes]])
  }
}

export async function* groupStatisticsCsv(
  points: AsyncIterable<GroupStatisticsPoint>,
): AsyncGenerator<string> {
  yield CSV_MARK + csvText([[...GROUP_COLUMNS]])
  for await (const point of points) yield csvText([GROUP_COLUMNS.map(column => point[column])])
}
