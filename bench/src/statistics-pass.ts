/** One pass of the collector, as the console at work makes it at each full minute. */
import { setTimeout } from 'node:timers/promises'
import type { RigCluster } from '@gantry/rig'
import { median, ms, quantile, type Row } from './benchmark.ts'
import { type Console, firstInstance, startConsole } from './console.ts'
import { cpuSeconds } from './process-figures.ts'

const MINUTE_MS = 60_000
const PASSES = 3
const POLL_MS = 20
/** Before a full minute and after it: a pass is over by then. */
const [BEFORE_MS, AFTER_MS] = [2_000, 15_000] as const
const MOST_WALL_MS = 5_000
const MOST_CPU_MS = 1_000
const MOST_SLOWER = 1.2

export async function* passRows(cluster: RigCluster, series: number): AsyncGenerator<Row> {
  await using console = await startConsole(cluster)
  const instance = await firstInstance(console)
  // The first pass has nothing to compare with, the second makes the names of all series.
  await untilMinute(BEFORE_MS)
  await setTimeout(MINUTE_MS)
  const walls: number[] = []
  for (let pass = 0; pass < PASSES; pass++) walls.push(await wallMs(console, instance))
  yield {
    what: `one pass over ${series} series`,
    measured: ms(median(walls)),
    target: `<= ${ms(MOST_WALL_MS)}`,
    met: median(walls) <= MOST_WALL_MS,
  }
  const cpus: number[] = []
  for (let pass = 0; pass < PASSES; pass++) cpus.push(await cpuMs(console))
  yield {
    what: 'CPU of one pass, all threads',
    measured: ms(median(cpus)),
    target: `<= ${ms(MOST_CPU_MS)}`,
    met: median(cpus) <= MOST_CPU_MS,
  }
  yield await latencyRow(console, instance, median(walls))
}

/** Until so long before a full minute. @returns that minute, ms since 1970 */
async function untilMinute(beforeMs: number): Promise<number> {
  const nextMs = Math.ceil((Date.now() + beforeMs) / MINUTE_MS) * MINUTE_MS
  await setTimeout(nextMs - beforeMs - Date.now())
  return nextMs
}

/** From the full minute until what was collected can be read. */
async function wallMs({ get }: Console, instance: string): Promise<number> {
  const minuteMs = await untilMinute(POLL_MS)
  const wanted = new Date(minuteMs - MINUTE_MS).toISOString()
  while (Date.now() < minuteMs + MINUTE_MS / 2) {
    const { points } = JSON.parse(await get(`${instance}/statistics/production?from=${wanted}`))
    if (points.at(-1)?.at === wanted && points.at(-1)?.value !== null) return Date.now() - minuteMs
    await setTimeout(POLL_MS)
  }
  throw new Error(`The minute ${wanted} was not collected.`)
}

/** Beyond what the console takes when it does nothing. */
async function cpuMs({ pid }: Console): Promise<number> {
  await untilMinute(BEFORE_MS)
  const before = cpuSeconds(pid)
  await setTimeout(BEFORE_MS + AFTER_MS)
  const collected = cpuSeconds(pid)
  await setTimeout(BEFORE_MS + AFTER_MS)
  return (collected - before - (cpuSeconds(pid) - collected)) * 1_000
}

/** A page is read again and again while passes come: those reads beside the others. */
async function latencyRow({ get }: Console, instance: string, passMs: number): Promise<Row> {
  const during: number[] = []
  const between: number[] = []
  const firstMs = await untilMinute(AFTER_MS)
  while (Date.now() < firstMs + 2 * MINUTE_MS + AFTER_MS) {
    const intoMs = Date.now() % MINUTE_MS
    const start = performance.now()
    await get(`${instance}/topics?limit=50`)
    const times = intoMs < passMs ? during : between
    times.push(performance.now() - start)
    await setTimeout(POLL_MS)
  }
  const ratio = median(during) / median(between)
  return {
    what: 'a page of 50 topics during a pass',
    measured: `${ms(median(during))} (p95 ${ms(quantile(during, 0.95))}), ${ratio.toFixed(2)} x`,
    floor: `${ms(median(between))} between passes`,
    target: `<= ${MOST_SLOWER} x`,
    met: ratio <= MOST_SLOWER,
  }
}
