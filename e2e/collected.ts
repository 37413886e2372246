/** Minutes of statistics as if the console had collected them long ago, written where it keeps them. */
import type { Instance } from '@gantry/contract'
import { connectDatabase } from '../apps/bff/src/platform/database/connect-database.ts'
import { createLog } from '../apps/bff/src/platform/log.ts'
import { dayOf, makeDay } from '../apps/bff/src/statistics/statistics-days.ts'
import type { FigureSet } from '../apps/bff/src/statistics/statistics-figures.ts'
import {
  findSeries,
  insertPoints,
  insertSeries,
  markSeries,
} from '../apps/bff/src/statistics/statistics-store.ts'
import type { SeriesKey } from '../apps/bff/src/statistics/statistics-table.ts'
import type { Console } from './console.ts'

const MINUTE_MS = 60_000

/**
 * Some minutes of an instance's groups.
 * @param group undefined: all of them together
 */
export async function leaveGroupFigures(
  { dataDir }: Console,
  { instanceId }: Instance,
  fromMs: number,
  deadLetters: readonly number[],
  group = '',
): Promise<void> {
  const key = { instance_id: instanceId, kind: 'group', topic: '', group } as const
  const figures = deadLetters.map(each => ({ deadLetters: each, retries: 2 * each, clients: 3 }))
  await leave(dataDir, key, fromMs, figures)
}

/** @param messages of the minutes from there on; null: the minute is not known */
export async function leaveProduction(
  { dataDir }: Console,
  { instanceId }: Instance,
  topic: string,
  fromMs: number,
  messages: ReadonlyArray<number | null>,
): Promise<void> {
  const key = { instance_id: instanceId, kind: 'production', topic, group: '' } as const
  const figures = messages.map(each => (each === null ? null : { messages: each, bytes: each * 100 }))
  await leave(dataDir, key, fromMs, figures)
}

async function leave(
  dataDir: string,
  key: SeriesKey,
  fromMs: number,
  figures: ReadonlyArray<FigureSet | null>,
): Promise<void> {
  const db = connectDatabase({ dataDir, databaseUrl: undefined }, createLog('silent'))
  try {
    await insertSeries(db, [key])
    const seriesId = (await findSeries(db, key))?.series_id ?? 0
    for (const [index, each] of figures.entries()) {
      const minute = fromMs / MINUTE_MS + index
      await makeDay(db, dayOf(minute))
      await markSeries(db, [seriesId], dayOf(minute))
      if (each !== null) await insertPoints(db, minute, [{ seriesId, kind: key.kind, figures: each }])
    }
  } finally {
    await db.destroy()
  }
}
