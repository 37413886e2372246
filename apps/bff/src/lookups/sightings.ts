/** Looks for a message in all topics of a cluster at once: by its unique ID, or by a key. */
import {
  type BrokerNode,
  type FanOutFailure,
  fanOut,
  isDlqTopic,
  isRetryTopic,
  isSystemTopic,
  keysOf,
  PropertyName,
  type StoredMessage,
  SystemTopic,
  TIMER_TOPIC,
} from '@gantry/remoting'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import type { Question } from './question.ts'
import type { Sighting } from './trail.ts'

export interface Sightings {
  /** In topics of the instance, the newest first. */
  readonly own: readonly Sighting[]
  readonly scheduled: readonly Sighting[]
  readonly halves: readonly Sighting[]
  /** Names on the brokers: of an ID only, since keys are no secret that two instances share. */
  readonly foreignTopics: readonly string[]
  readonly failed: ReadonlyArray<FanOutFailure<BrokerNode>>
  /** More topics than are looked through: so many. */
  readonly tooManyTopics: number | undefined
}

/** One request for each topic and broker: more would be a burden to the brokers. */
const MOST_TOPICS = 2_000
const WAITING: ReadonlySet<string> = new Set([SystemTopic.SCHEDULE, TIMER_TOPIC])

interface Place {
  readonly node: BrokerNode
  readonly wireTopic: string
}

export async function sightings(
  handle: InstanceHandle,
  question: Question,
  signal: AbortSignal,
): Promise<Sightings> {
  const { admin, topics } = handle
  const isId = question.kind !== 'key'
  const configs = await admin.topics.configs({ signal })
  const places = configs.answered.flatMap(({ item: node, value }) =>
    [...value.keys()].filter(isApplications).map(wireTopic => ({ node, wireTopic })),
  )
  const own = places.filter(({ wireTopic }) => topics.unwire(wireTopic) !== undefined)
  const waiting = isId
    ? configs.answered.flatMap(({ item: node }) =>
        [SystemTopic.SCHEDULE, TIMER_TOPIC, SystemTopic.TRANS_HALF].map(wireTopic => ({ node, wireTopic })),
      )
    : []
  const isTooMany = own.length > MOST_TOPICS
  const first = await ask(handle, isTooMany ? waiting : [...own, ...waiting], question, signal)
  const seen = first.found.flatMap(found => sightingOf(handle, found))
  const others = places.filter(place => !own.includes(place))
  // A copy that waits for another instance is no sighting.
  const isLost = isId && !isTooMany && seen.length === 0 && others.length <= MOST_TOPICS
  const second = isLost ? await ask(handle, others, question, signal) : undefined
  const all = [...first.found, ...(second?.found ?? [])]
  return {
    own: seen.filter(({ message }) => !isWaiting(message)).toSorted(newestFirst),
    scheduled: seen.filter(({ message }) => WAITING.has(message.topic)),
    halves: seen.filter(({ message }) => message.topic === SystemTopic.TRANS_HALF),
    foreignTopics: isLost ? all.flatMap(({ message }) => targetOf(message) ?? []) : [],
    failed: [...configs.failed, ...first.failed, ...(second?.failed ?? [])],
    tooManyTopics: isTooMany ? own.length : undefined,
  }
}

/** One that an application sends to. */
export function isApplications(wireTopic: string): boolean {
  return !isSystemTopic(wireTopic) && !isRetryTopic(wireTopic) && !isDlqTopic(wireTopic)
}

function isWaiting({ topic }: StoredMessage): boolean {
  return WAITING.has(topic) || topic === SystemTopic.TRANS_HALF
}

interface Found {
  readonly node: BrokerNode
  readonly message: StoredMessage
}

async function ask(
  { admin }: InstanceHandle,
  places: readonly Place[],
  { kind, asked }: Question,
  signal: AbortSignal,
): Promise<{ found: Found[]; failed: Array<FanOutFailure<BrokerNode>> }> {
  const isKey = kind === 'key'
  const id = asked.toUpperCase()
  const { answered, failed } = await fanOut(
    places,
    async ({ node, wireTopic }) => {
      const query = { topic: wireTopic, key: isKey ? asked : id, nodes: [node] }
      const { answered } = isKey
        ? await admin.messages.byKey(query, { signal })
        : await admin.messages.byUniqueKey(query, { signal })
      return answered.flatMap(({ value }) => value)
    },
    { placeOf: ({ node }) => node.addr, signal },
  )
  const isMeant = (message: StoredMessage): boolean =>
    isKey ? [...keysOf(message.properties)].includes(asked) : message.msgId === id
  return {
    found: answered.flatMap(({ item: { node }, value }) =>
      value.filter(isMeant).map(message => ({ node, message })),
    ),
    failed: failed.map(({ item, place, error }) => ({ item: item.node, place, error })),
  }
}

/** The topic that it is for: of a copy that waits the one that it waits for. */
function targetOf(message: StoredMessage): string | undefined {
  return isWaiting(message) ? message.properties.get(PropertyName.REAL_TOPIC) : message.topic
}

/** Of a copy that waits: for a topic of this instance, not for a retry. */
function sightingOf({ topics }: InstanceHandle, { node, message }: Found): Sighting[] {
  const wireTopic = targetOf(message)
  if (wireTopic === undefined || !isApplications(wireTopic)) return []
  const topic = topics.unwire(wireTopic)
  return topic === undefined ? [] : [{ brokerName: node.brokerName, topic, message }]
}

function newestFirst(a: Sighting, b: Sighting): number {
  return b.message.storeTimestamp - a.message.storeTimestamp
}
