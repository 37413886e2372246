/** Minutes of statistics as if the console had collected them long ago, written where it keeps them. */
import type { Instance } from '@gantry/contract'
import { connectDatabase } from '../apps/bff/src/platform/database/connect-database.ts'
import { createLog } from '../apps/bff/src/platform/log.ts'
import { dayOf, dayTable, makeDay, type WithPoints } from '../apps/bff/src/statistics/statistics-days.ts'
import { findSeries, insertSeries } from '../apps/bff/src/statistics/statistics-store.ts'
import type { Console } from './console.ts'

const MINUTE_MS = 60_000

/** @param messages of the minutes from a full hour on; null: the minute is not known */
export async function leaveProduction(
  { dataDir }: Console,
  { instanceId }: Instance,
  topic: string,
  hourMs: number,
  messages: ReadonlyArray<number | null>,
): Promise<void> {
  const db = connectDatabase({ dataDir, databaseUrl: undefined }, createLog('silent'))
  try {
    const key = { instance_id: instanceId, kind: 'production', topic, group: '' } as const
    await insertSeries(db, [key])
    const series_id = (await findSeries(db, key)) ?? 0
    const points = messages.flatMap((each, index) => {
      const minute = hourMs / MINUTE_MS + index
      return each === null ? [] : [{ series_id, minute, messages: each, bytes: each * 100, lag: null }]
    })
    for (const [day, ofDay] of Map.groupBy(points, ({ minute }) => dayOf(minute))) {
      await makeDay(db, day)
      await db.withTables<WithPoints>().insertInto(dayTable(day)).values(ofDay).execute()
    }
  } finally {
    await db.destroy()
  }
}
