/** Days of statistics in one database: how much they take, and how fast they are written, read and dropped. */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { connectDatabase } from '../../apps/bff/src/platform/database/connect-database.ts'
import { migrateToLatest } from '../../apps/bff/src/platform/database/migrate.ts'
import { createLog } from '../../apps/bff/src/platform/log.ts'
import { bucketsOf } from '../../apps/bff/src/statistics/buckets.ts'
import {
  dayOf,
  dropDaysBefore,
  MINUTES_A_DAY,
  makeDay,
} from '../../apps/bff/src/statistics/statistics-days.ts'
import type { FigureSet, SeriesKind } from '../../apps/bff/src/statistics/statistics-figures.ts'
import {
  findSeries,
  insertPoints,
  insertSeries,
  markSeries,
  selectPoints,
  selectSeries,
} from '../../apps/bff/src/statistics/statistics-store.ts'
import { median, ms, type Row, timesMs } from './benchmark.ts'
import { planOf } from './statistics-plan.ts'

export interface StorageEngine {
  readonly name: string
  readonly mostBytes: number
  readonly settings: { readonly dataDir: string; readonly databaseUrl: string | undefined }
}

type Db = ReturnType<typeof connectDatabase>

const ACCOUNT = '000000000009'
const INSTANCE = 'MQ_INST_bench'
/** Ends at a full day, so that days are whole. */
const LAST_DAY = 20_000
const TARGET_DAYS = 3
const TARGET_SERIES = 10_000
const GB = 1e9
const RUNS = 30

export async function* storageRows(engine: StorageEngine, series: number, days: number): AsyncGenerator<Row> {
  const { name, mostBytes, settings } = engine
  const db = connectDatabase(settings, createLog('silent'))
  try {
    await migrateToLatest(db)
    await makeInstance(db)
    await makeSeries(db, series)
    const before = await bytesOf(db, settings)
    const minutes = Math.round(days * MINUTES_A_DAY)
    const writes = await fill(db, minutes)
    const share = (TARGET_DAYS * MINUTES_A_DAY * TARGET_SERIES) / (minutes * series)
    const bytes = ((await bytesOf(db, settings)) - before) * share
    yield {
      what: `${name}: three days of ${TARGET_SERIES} series`,
      measured: `${(bytes / GB).toFixed(2)} GB${share > 1.01 ? `, from ${days} days of ${series}` : ''}`,
      target: `<= ${mostBytes / GB} GB`,
      met: bytes <= mostBytes,
    }
    yield { what: `${name}: a minute written`, measured: ms(median(writes)), target: '-', met: true }
    yield await chartRow(db, `${name}: 24 h of one topic`, 'bench-topic-7', 15)
    // Its sum is a series, too.
    yield await chartRow(db, `${name}: 24 h of an instance with 1,000 topics`, '', 150)
    yield await trimRow(db, name, dayOf(LAST_DAY * MINUTES_A_DAY - minutes))
  } finally {
    await db.destroy()
  }
}

async function makeInstance(db: Db): Promise<void> {
  const created = { version: 0, created_at: 0 }
  await db.insertInto('accounts').values({ account_id: ACCOUNT, name: 'bench', created_at: 0 }).execute()
  await db
    .insertInto('clusters')
    .values({
      ...{ cluster_id: 'bench', name: 'bench', namesrv_addr: '127.0.0.1:1', tls: 0, read_only: 0 },
      ...{ access_key: null, secret_key_encrypted: null, ...created },
    })
    .execute()
  await db
    .insertInto('instances')
    .values({
      ...{ instance_id: INSTANCE, account_id: ACCOUNT, cluster_id: 'bench', name: 'bench', description: '' },
      ...{ has_namespace: 0, max_topics: 1, inbound_tps: 1, outbound_tps: 1, ...created },
    })
    .execute()
}

async function makeSeries(db: Db, series: number): Promise<void> {
  const { topics, groups, topicsOfGroup } = planOf(series)
  const key = (kind: SeriesKind, topic: string, group = '') => ({ instance_id: INSTANCE, kind, topic, group })
  await insertSeries(db, [
    key('production', ''),
    ...Array.from({ length: topics }, (_, index) => key('production', `bench-topic-${index}`)),
    ...Array.from({ length: groups }, (_, index) => key('group', '', `GID_bench_${index}`)),
    ...Array.from({ length: groups * topicsOfGroup }, (_, index) =>
      key('consumption', `bench-topic-${index % topics}`, `GID_bench_${index}`),
    ),
  ])
}

/** @returns how long each minute took, ms */
async function fill(db: Db, minutes: number): Promise<number[]> {
  const series = await selectSeries(db, [INSTANCE])
  const ids = series.map(({ series_id }) => series_id)
  const endMinute = LAST_DAY * MINUTES_A_DAY
  const times: number[] = []
  let madeDay: number | undefined
  for (let minute = endMinute - minutes; minute < endMinute; minute++) {
    const day = dayOf(minute)
    if (day !== madeDay) {
      await makeDay(db, day)
      await markSeries(db, ids, day)
      madeDay = day
    }
    const points = series.map(({ series_id, kind }) => ({
      seriesId: series_id,
      kind,
      figures: busyFigures(kind, series_id + minute),
    }))
    const start = performance.now()
    await db.transaction().execute(transaction => insertPoints(transaction, minute, points))
    times.push(performance.now() - start)
  }
  return times
}

/** Of a line that always moves: up to 50 messages a second, of 500 bytes. What is idle takes less. */
function busyFigures(kind: SeriesKind, seed: number): FigureSet {
  const messages = (seed * 7_919) % 3_000
  if (kind === 'group') return { deadLetters: messages % 3, retries: messages % 11, clients: 4 }
  const moved = { messages, bytes: messages * 500 + (seed % 100) }
  return kind === 'production' ? moved : { ...moved, lag: messages % 500, delaySeconds: 0 }
}

async function bytesOf(db: Db, { dataDir, databaseUrl }: StorageEngine['settings']): Promise<number> {
  if (databaseUrl === undefined) {
    const files = ['gantry.db', 'gantry.db-wal'].map(name => statSync(join(dataDir, name)).size)
    return files.reduce((sum, bytes) => sum + bytes, 0)
  }
  const name = new URL(databaseUrl).pathname.slice(1)
  const { bytes } = await db
    .selectNoFrom(({ fn, val }) => fn<string>('pg_database_size', [val(name)]).as('bytes'))
    .executeTakeFirstOrThrow()
  return Number(bytes)
}

async function chartRow(db: Db, what: string, topic: string, mostMs: number): Promise<Row> {
  const toMinute = LAST_DAY * MINUTES_A_DAY
  const range = { fromMinute: toMinute - MINUTES_A_DAY, toMinute, size: 1, settledMinute: toMinute }
  const times = await timesMs(async () => {
    const series = await findSeries(db, { instance_id: INSTANCE, kind: 'production', topic, group: '' })
    if (series === undefined) throw new Error(`There is no series of ${topic}.`)
    const points: object[] = []
    for await (const bucket of bucketsOf('production', selectPoints(db, series, range), range))
      points.push(bucket)
    JSON.stringify(points)
  }, RUNS)
  return { what, measured: ms(median(times)), target: `<= ${mostMs} ms`, met: median(times) <= mostMs }
}

async function trimRow(db: Db, name: string, firstDay: number): Promise<Row> {
  const [dropMs = Number.NaN] = await timesMs(() => dropDaysBefore(db, firstDay + 1), 1, 0)
  const what = `${name}: trimming the oldest day`
  return { what, measured: ms(dropMs), target: '<= 1000 ms', met: dropMs <= 1_000 }
}
