/**
 * `npm run bench -- api [minutes of the readers]`: the console's API and its web app on a real broker with 1,000 topics and 1,000
 * groups, 100 of them online. Answers are compared with their floor: the requests to brokers that they cannot do without.
 */
import { rm } from 'node:fs/promises'
import { type RigCluster, startRig } from '@gantry/rig'
import { type ApiRead, apiReads, floorTimesMs } from './api-reads.ts'
import { type Benchmark, median, ms, quantile, type Row, timesMs } from './benchmark.ts'
import { type Console, firstInstance, newDataDir, startConsole } from './console.ts'
import { nearFloor } from './floor-rows.ts'
import { prepareBroker } from './prepared-broker.ts'
import { residentMb } from './process-figures.ts'
import { readTogether } from './readers.ts'
import { firstLoadKb, interactiveMs, pageChangeTimesMs, signInOnce } from './web-app.ts'

const GROUPS = 1_000
const AUDIENCE = { topic: 'bench-audience', groups: 20 }
const PLAN = {
  groups: GROUPS,
  online: 100,
  topic: 'bench',
  messages: 5_000,
  pullTopic: 'bench',
  pullMessages: 0,
  idleTopics: 1_000,
  audience: AUDIENCE,
}
const READS = apiReads(AUDIENCE, GROUPS)
const RUNS = 60
const STARTS = 5
const READERS = 200
/** What an hour of clicking asks for: a click every three seconds, two requests for each, one in twenty for a list of 1,000. */
const REQUESTS_OF_AN_HOUR = 2_400
const IDLE_SECONDS = 30

export const api: Benchmark = async function* ([minutes = '5']) {
  await using rig = await startRig({ forBenchmarks: true })
  const [cluster] = rig.clusters
  if (cluster === undefined) throw new Error('The rig has no cluster.')
  await using _prepared = await prepareBroker(cluster, PLAN)

  yield await startRow(cluster)
  await using console = await startConsole(cluster)
  yield await idleMemoryRow(console)
  const instance = await firstInstance(console)
  for (const read of READS) yield await readRow(cluster, console, instance, read)
  yield await readersRow(console, instance, Number(minutes))
  yield await usedMemoryRow(console, instance)
  yield* await webRows(console)
}

/** A later start, with its database there; the very first one compiles the sources. */
async function startRow(cluster: RigCluster): Promise<Row> {
  const dataDir = await newDataDir()
  const times: number[] = []
  for (let run = 0; run <= STARTS; run++) {
    await using console = await startConsole(cluster, dataDir)
    if (run > 0) times.push(console.startMs)
  }
  await rm(dataDir, { recursive: true })
  return {
    what: 'start to the first answer from the cluster',
    measured: ms(median(times)),
    target: '<= 1,500 ms',
    met: median(times) <= 1_500,
  }
}

async function readRow(cluster: RigCluster, { get }: Console, instance: string, read: ApiRead): Promise<Row> {
  const floor = await floorTimesMs(cluster, read, RUNS)
  let answer = ''
  const times = await timesMs(async () => {
    answer = await get(`${instance}${read.path}`)
  }, RUNS)
  const { items, partial } = JSON.parse(answer)
  if (items.length < read.items || partial !== null) throw new Error(`${read.path} is not whole.`)
  return nearFloor({ what: read.what, times, floor })
}

/** What the pages of the console ask for. */
function pathsOf(instance: string): string[] {
  const pages = ['/topics?limit=50', ...READS.filter(({ items }) => items <= 50).map(({ path }) => path)]
  return [...pages.map(path => instance + path), '/clusters', '/instances']
}

async function readersRow(console: Console, instance: string, minutes: number): Promise<Row> {
  const paths = pathsOf(instance)
  const alone: number[] = []
  for (let run = 0; run < RUNS; run++) {
    for (const path of paths) alone.push(...(await timesMs(() => console.get(path), 1, 0)))
  }
  const { timesMs: together, errors } = await readTogether(console, paths, READERS, minutes * 60)
  const [p50, p95] = [median(alone), quantile(together, 0.95)]
  return {
    what: `${READERS} readers for ${minutes} min, ${together.length} answers`,
    measured: `${errors} errors, p50 ${ms(median(together))}, p95 ${ms(p95)}`,
    floor: `one reader: p50 ${ms(p50)} (p95 is ${(p95 / p50).toFixed(1)} x)`,
    target: 'no error, p95 <= 10 x the p50 of one reader',
    met: errors === 0 && p95 <= 10 * p50,
  }
}

async function idleMemoryRow({ pid }: Console): Promise<Row> {
  await new Promise(resolve => setTimeout(resolve, IDLE_SECONDS * 1_000))
  return memoryRow('resident memory, idle', residentMb(pid), 150)
}

async function usedMemoryRow({ get, pid }: Console, instance: string): Promise<Row> {
  const paths = pathsOf(instance)
  const longest = READS.map(({ path }) => instance + path)
  for (let request = 0; request < REQUESTS_OF_AN_HOUR; request++) {
    const asked = request % 20 === 0 ? longest : paths
    await get(asked[request % asked.length] ?? '')
  }
  return memoryRow('resident memory after the readers and the requests of an hour', residentMb(pid), 220)
}

function memoryRow(what: string, megabytes: number, mostMb: number): Row {
  return {
    what,
    measured: `${megabytes.toFixed(0)} MB`,
    target: `<= ${mostMb} MB`,
    met: megabytes <= mostMb,
  }
}

async function webRows(console: Console): Promise<Row[]> {
  const signedIn = await signInOnce(console)
  const kilobytes = await firstLoadKb(console)
  const interactive = await interactiveMs(console, signedIn)
  const changes = await pageChangeTimesMs(console, signedIn)
  return [
    {
      what: 'first load of the web app, gzipped',
      measured: `${kilobytes.toFixed(0)} KB`,
      target: '<= 250 KB',
      met: kilobytes <= 250,
    },
    {
      what: 'a list that can be used, empty cache',
      measured: ms(interactive),
      target: '<= 1,000 ms',
      met: interactive <= 1_000,
    },
    {
      what: 'change of pages, with rows',
      measured: `${ms(median(changes))} (p95 ${ms(quantile(changes, 0.95))})`,
      target: '<= 100 ms',
      met: median(changes) <= 100,
    },
  ]
}
