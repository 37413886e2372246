import type { GroupStatisticsPoint, QueryOf, StatisticsPoint, statisticsProduction } from '@gantry/contract'
import { CSV_MARK, csvText } from '../platform/http/csv.ts'

const COLUMNS = {
  total: ['at', 'messages', 'bytes', 'lag', 'delaySeconds', 'missingMinutes'],
  tps: ['at', 'messagesPerSecond', 'bytesPerSecond', 'lag', 'delaySeconds', 'missingMinutes'],
} as const
const YESTERDAY = { total: 'messagesYesterday', tps: 'messagesPerSecondYesterday' } as const
const GROUP_COLUMNS = ['at', 'deadLetters', 'retries', 'clients', 'missingMinutes'] as const

/** Line by line, as the caller takes it. What is not known is an empty cell. A comparison is the last column. */
export async function* statisticsCsv(
  points: AsyncIterable<StatisticsPoint>,
  { metric, compare }: Pick<QueryOf<typeof statisticsProduction>, 'metric' | 'compare'>,
): AsyncGenerator<string> {
  const isCompared = compare !== undefined
  yield CSV_MARK + csvText([[...COLUMNS[metric], ...(isCompared ? [YESTERDAY[metric]] : [])]])
  for await (const { at, value, bytes, lag, delaySeconds, missingMinutes, yesterday = null } of points) {
    const cells = [at, value, bytes, lag, delaySeconds, missingMinutes]
    yield csvText([[...cells, ...(isCompared ? [yesterday] : [])]])
  }
}

export async function* groupStatisticsCsv(
  points: AsyncIterable<GroupStatisticsPoint>,
): AsyncGenerator<string> {
  yield CSV_MARK + csvText([[...GROUP_COLUMNS]])
  for await (const point of points) yield csvText([GROUP_COLUMNS.map(column => point[column])])
}
