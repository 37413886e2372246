/**
 * `npm run bench -- statistics [series] [days]`: what collecting statistics takes of the console, on a real broker, and what keeping
 * them takes of each database: 10,000 series, three days of them.
 */
import { startRig } from '@gantry/rig'
import { startPostgres } from '../../apps/bff/test-support/postgres.ts'
import type { Benchmark } from './benchmark.ts'
import { newDataDir } from './console.ts'
import { prepareStatistics } from './prepared-broker.ts'
import { passRows } from './statistics-pass.ts'
import { planOf } from './statistics-plan.ts'
import { storageRows } from './statistics-storage.ts'

const GB = 1e9

export const statistics: Benchmark = async function* ([count = '10000', days = '3']) {
  const series = Number(count)
  {
    await using rig = await startRig({ forBenchmarks: true })
    const [cluster] = rig.clusters
    if (cluster === undefined) throw new Error('The rig has no cluster.')
    await using _prepared = await prepareStatistics(cluster, planOf(series))
    yield* passRows(cluster, series)
  }
  const dataDir = await newDataDir()
  const sqlite = { name: 'SQLite', mostBytes: 1.5 * GB, settings: { dataDir, databaseUrl: undefined } }
  yield* storageRows(sqlite, series, Number(days))
  await using postgres = await startPostgres()
  const settings = { dataDir, databaseUrl: postgres.url }
  yield* storageRows({ name: 'PostgreSQL', mostBytes: 3 * GB, settings }, series, Number(days))
}
