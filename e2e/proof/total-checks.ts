/** Four minutes at a known pace: totals to the message, rates to two per cent, and what RocketMQ's own tool says meanwhile. */
import { mqadmin } from '@gantry/rig'
import { minuteNow, until } from './minutes.ts'
import type { Figures, Minutes, ObservedConsole } from './observed-console.ts'
import type { SentMessages } from './paced-producer.ts'
import { type Check, equalCheck } from './proof.ts'
import type { StatisticsWorld } from './statistics-world.ts'
import { type StatsAllLine, statsAll } from './stats-all.ts'

const FULL_MINUTES = 4
/** When all counters of a full minute have been read, and when its figures are stored. */
const READ_SECONDS = 12
const STORED_SECONDS = 20
const WARM_UP_SECONDS = 5
const RATE_TOLERANCE = 0.02
/** Brokers take a sample every ten seconds and tell the last minute of them. */
const MQADMIN_TOLERANCE = 0.1

export async function* totalChecks(world: StatisticsWorld): AsyncGenerator<Check> {
  const { cluster, producer, paces, alone, collecting } = world
  await warmUp(world)
  const first = minuteNow()
  producer.go()
  await until(first + FULL_MINUTES, 40)
  const told = await mqadmin(cluster, ['statsAll', '-a'])
  await until(first + FULL_MINUTES + 1, READ_SECONDS)
  const sent = await producer.rest()
  const minutes = { first, last: minuteNow() }
  await until(minutes.last + 1, STORED_SECONDS)
  const full = { first: first + 1, last: first + FULL_MINUTES }
  for (const [name, console] of [['SQLite', alone] as const, ['PostgreSQL', collecting] as const]) {
    yield* exactChecks(name, console, world, sent, minutes)
  }
  for (const [topic, pace] of Object.entries(paces)) {
    yield heldCheck(topic, pace, sent, full)
    yield rateCheck(topic, pace, await alone.tps(topic, full))
  }
  const lines = statsAll(told)
  for (const [topic, pace] of Object.entries(paces)) yield mqadminCheck(topic, pace, lines.get(topic))
}

/** From then on every queue has messages, and the group an offset in it. */
async function warmUp({ producer }: StatisticsWorld): Promise<void> {
  const start = minuteNow() + 1
  await until(start, READ_SECONDS)
  producer.go()
  await until(start, READ_SECONDS + WARM_UP_SECONDS)
  await producer.rest()
  await until(start + 1, READ_SECONDS)
}

async function* exactChecks(
  name: string,
  console: ObservedConsole,
  { group, paces }: StatisticsWorld,
  sent: SentMessages,
  minutes: Minutes,
): AsyncGenerator<Check> {
  let all = 0
  for (const topic of Object.keys(paces)) {
    const stored = storedOf(sent, topic)
    all += stored
    const [produced, consumed] = [
      totalOf(await console.produced(topic, minutes)),
      totalOf(await console.consumed(topic, group, minutes)),
    ]
    yield exactCheck(`${name}: produced to ${topic}`, produced, stored)
    yield exactCheck(`${name}: consumed from ${topic}`, consumed, stored)
  }
  yield exactCheck(
    `${name}: produced in the instance`,
    totalOf(await console.produced(undefined, minutes)),
    all,
  )
}

function exactCheck(what: string, found: number | null, sent: number): Check {
  return equalCheck(what, String(found ?? 'a gap'), String(sent))
}

function storedOf(sent: SentMessages, topic: string): number {
  const minutes = [...(sent.get(topic)?.values() ?? [])]
  if (minutes.some(({ unsure }) => unsure > 0))
    throw new Error(`Not every message to ${topic} was confirmed.`)
  return minutes.reduce((sum, { stored }) => sum + stored, 0)
}

function totalOf(figures: Figures): number | null {
  return [...figures.values()].reduce(
    (sum, figure) => (sum === null || figure === null ? null : sum + figure),
    0,
  )
}

/** A machine with too much to do cannot keep a pace: then it is no measure of what the console says. */
function heldCheck(topic: string, pace: number, sent: SentMessages, { first, last }: Minutes): Check {
  const rates = [...(sent.get(topic) ?? [])].flatMap(([minute, { stored }]) =>
    minute >= first && minute <= last ? [stored / 60] : [],
  )
  return paceCheck(`the producer's own pace for ${topic}`, pace, rates)
}

function rateCheck(topic: string, pace: number, tps: Figures): Check {
  const rates = [...tps.values()].map(rate => rate ?? Number.NaN)
  return paceCheck(`TPS of ${topic}`, pace, rates)
}

/** Each of the full minutes by itself. */
function paceCheck(what: string, pace: number, rates: readonly number[]): Check {
  const offs = rates.map(rate => Math.abs(rate / pace - 1))
  return {
    what: `${what} in ${rates.length} full minutes`,
    found: `${rates.map(rate => rate.toFixed(2)).join(', ')}: ${(Math.max(...offs) * 100).toFixed(2)} % off at most`,
    expected: `${pace} ± 2 % in ${FULL_MINUTES} minutes`,
    holds: rates.length === FULL_MINUTES && offs.every(off => off <= RATE_TOLERANCE),
  }
}

function mqadminCheck(topic: string, pace: number, line: StatsAllLine | undefined): Check {
  const isNear = (rate: number): boolean => Math.abs(rate / pace - 1) <= MQADMIN_TOLERANCE
  return {
    what: `mqadmin statsAll of ${topic}`,
    found: line ? `in ${line.inTps}/s, out ${line.outTps}/s, lag ${line.lag}` : 'nothing',
    expected: `${pace} ± 10 %, a moving minute`,
    holds: line !== undefined && isNear(line.inTps) && isNear(line.outTps),
  }
}
