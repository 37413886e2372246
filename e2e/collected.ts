/** Minutes of statistics as if the console had collected them long ago, written where it keeps them. */
import type { Instance } from '@gantry/contract'
import { connectDatabase } from '../apps/bff/src/platform/database/connect-database.ts'
import { createLog } from '../apps/bff/src/platform/log.ts'
import { dayOf, makeDay } from '../apps/bff/src/statistics/statistics-days.ts'
import {
  findSeries,
  insertPoints,
  insertSeries,
  markSeries,
} from '../apps/bff/src/statistics/statistics-store.ts'
import type { Console } from './console.ts'

const MINUTE_MS = 60_000

/** @param messages of the minutes from there on; null: the minute is not known */
export async function leaveProduction(
  { dataDir }: Console,
  { instanceId }: Instance,
  topic: string,
  fromMs: number,
  messages: ReadonlyArray<number | null>,
): Promise<void> {
  const db = connectDatabase({ dataDir, databaseUrl: undefined }, createLog('silent'))
  try {
    const key = { instance_id: instanceId, kind: 'production', topic, group: '' } as const
    await insertSeries(db, [key])
    const seriesId = (await findSeries(db, key))?.series_id ?? 0
    for (const [index, each] of messages.entries()) {
      const minute = fromMs / MINUTE_MS + index
      await makeDay(db, dayOf(minute))
      await markSeries(db, [seriesId], dayOf(minute))
      const figures = { messages: each, bytes: (each ?? 0) * 100 }
      if (each !== null) await insertPoints(db, minute, [{ seriesId, kind: 'production', figures }])
    }
  } finally {
    await db.destroy()
  }
}
