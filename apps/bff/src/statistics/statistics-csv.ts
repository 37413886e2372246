import type { StatisticsMetric, StatisticsPoint } from '@gantry/contract'
import { CSV_MARK, csvText } from '../platform/http/csv.ts'

const COLUMNS = {
  total: ['at', 'messages', 'bytes', 'lag', 'missingMinutes'],
  tps: ['at', 'messagesPerSecond', 'bytesPerSecond', 'lag', 'missingMinutes'],
} as const

/** Line by line, as the caller takes it. What is not known is an empty cell. */
export async function* statisticsCsv(
  points: AsyncIterable<StatisticsPoint>,
  metric: StatisticsMetric,
): AsyncGenerator<string> {
  yield CSV_MARK + csvText([[...COLUMNS[metric]]])
  for await (const { at, value, bytes, lag, missingMinutes } of points) {
    yield csvText([[at, value, bytes, lag, missingMinutes]])
  }
}
