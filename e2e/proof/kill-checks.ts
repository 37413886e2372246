/**
 * Killed while messages are sent: a broker that is started again at once, a broker that is away over a full minute, and the
 * processes that collect. Every figure that is there must be right to the message, and what cannot be known must be a gap. The
 * producer rests around each full minute, so that its own counts are those of minutes, too.
 */
import type { RigBroker } from '@gantry/rig'
import { clockTime, minuteNow, until } from './minutes.ts'
import type { Figures, Minutes, ObservedConsole } from './observed-console.ts'
import type { Sent, SentMessages } from './paced-producer.ts'
import type { Check } from './proof.ts'
import type { StatisticsWorld } from './statistics-world.ts'
import { untilTakenOver } from './take-over.ts'

const RESTS = { beforeMs: 5_000, afterMs: 10_000 }
/** When in a minute something is killed, and when the broker comes back in another one. */
const KILL_SECOND = 20
const BACK_SECOND = 12
const STORED_SECONDS = 20
const MOST_TAKE_OVER_S = 120

export async function* killChecks(world: StatisticsWorld): AsyncGenerator<Check> {
  const { cluster, producer, waiting } = world
  const broker = cluster.brokers[1]
  if (broker === undefined) throw new Error('The cluster has no second broker.')
  const first = minuteNow() + 1
  producer.go(RESTS)
  const gaps = new Set<number>()
  for (const minutesAway of [0, 1]) {
    // One whole minute goes by in between.
    for (const minute of await killBroker(broker, minuteNow() + 2, minutesAway)) gaps.add(minute)
  }
  const minute = minuteNow() + 2
  await until(minute, KILL_SECOND)
  const [takeOverS, again] = await Promise.all([killCollecting(world), killAlone(world)])
  await using alone = again
  // What the dead ones read is gone; their lease is over at the second full minute, which is a beginning.
  for (const gap of [minute, minute + 1]) gaps.add(gap)
  const minutes = { first, last: minute + 3 }
  await until(minutes.last + 1, 5)
  const sent = await producer.rest()
  await until(minutes.last + 1, STORED_SECONDS)
  yield {
    what: 'take-over by the other replica',
    found: `${takeOverS.toFixed(1)} s after the kill`,
    expected: `<= ${MOST_TAKE_OVER_S} s`,
    holds: takeOverS <= MOST_TAKE_OVER_S,
  }
  yield* figureChecks('SQLite', alone, world, sent, minutes, gaps)
  yield* figureChecks('PostgreSQL', waiting, world, sent, minutes, gaps)
}

/** @returns the minutes in which the broker was killed or came back: what it took in them nobody knows */
async function killBroker(broker: RigBroker, minute: number, minutesAway: number): Promise<number[]> {
  await until(minute, KILL_SECOND)
  await broker.kill()
  if (minutesAway > 0) await until(minute + minutesAway, BACK_SECOND)
  await broker.start()
  return Array.from({ length: minuteNow() - minute + 1 }, (_, index) => minute + index)
}

/** @returns seconds until the other replica collects */
async function killCollecting({ collecting, databaseUrl }: StatisticsWorld): Promise<number> {
  return await untilTakenOver(databaseUrl, () => collecting.kill())
}

async function killAlone({ alone, startAlone }: StatisticsWorld): Promise<ObservedConsole> {
  await alone.kill()
  return await startAlone()
}

/** What a figure has to be: a gap, or what was sent in its minute. */
type Expected = ReadonlyMap<number, Sent | 'gap'>

async function* figureChecks(
  name: string,
  console: ObservedConsole,
  { group, paces }: StatisticsWorld,
  sent: SentMessages,
  minutes: Minutes,
  gaps: ReadonlySet<number>,
): AsyncGenerator<Check> {
  const expected = (messages: ReadonlyMap<number, Sent>): Expected => expectedOf(messages, minutes, gaps)
  for (const topic of Object.keys(paces)) {
    const ofTopic = expected(sent.get(topic) ?? new Map())
    yield figureCheck(`${name}: produced to ${topic}`, await console.produced(topic, minutes), ofTopic)
    yield figureCheck(
      `${name}: consumed from ${topic}`,
      await console.consumed(topic, group, minutes),
      ofTopic,
    )
  }
  yield figureCheck(
    `${name}: produced in the instance`,
    await console.produced(undefined, minutes),
    expected(togetherOf([...sent.values()])),
  )
}

/** @throws Error when a minute that is to be no gap has no messages: it would prove nothing */
function expectedOf(
  sent: ReadonlyMap<number, Sent>,
  { first, last }: Minutes,
  gaps: ReadonlySet<number>,
): Expected {
  const expected = new Map<number, Sent | 'gap'>()
  for (let minute = first; minute <= last; minute++) {
    const messages = gaps.has(minute) ? 'gap' : sent.get(minute)
    if (messages === undefined) throw new Error(`Nothing was sent at ${clockTime(minute)}.`)
    expected.set(minute, messages)
  }
  return expected
}

function figureCheck(what: string, figures: Figures, expected: Expected): Check {
  const wrong = [...expected].filter(([minute, sent]) => !isRight(figures.get(minute), sent))
  return {
    what,
    found: [...figures].map(([minute, figure]) => `${clockTime(minute)} ${figure ?? 'gap'}`).join(', '),
    expected: wrong
      .map(([minute, sent]) => `${clockTime(minute)} ${sent === 'gap' ? sent : sent.stored}`)
      .join(', '),
    holds: wrong.length === 0 && figures.size === expected.size,
  }
}

function isRight(figure: number | null | undefined, sent: Sent | 'gap'): boolean {
  if (sent === 'gap') return figure === null
  return typeof figure === 'number' && figure >= sent.stored && figure <= sent.stored + sent.unsure
}

function togetherOf(topics: ReadonlyArray<ReadonlyMap<number, Sent>>): ReadonlyMap<number, Sent> {
  const together = new Map<number, Sent>()
  for (const [minute, { stored, unsure }] of topics.flatMap(each => [...each])) {
    const before = together.get(minute) ?? { stored: 0, unsure: 0 }
    together.set(minute, { stored: before.stored + stored, unsure: before.unsure + unsure })
  }
  return together
}
