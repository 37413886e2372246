/** Deliveries of one message to one group that failed: what waits for the next attempt, and what has none left. */
import {
  dlqTopicOf,
  dueTimeMs,
  formatHost,
  PropertyName,
  retryTopicOf,
  retryTopicsFor,
  type StoredMessage,
  SystemTopic,
} from '@gantry/remoting'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import type { TopicPlace } from '../topics/topic-place.ts'

export interface DeliveryTrail {
  /** The latest repetition: waiting for its time, or in a retry topic of the group. */
  readonly retry:
    | {
        readonly message: StoredMessage
        /** Undefined for what no longer waits. */
        readonly dueMs: number | undefined
        readonly isTaken: boolean
      }
    | undefined
  readonly deadLetter: StoredMessage | undefined
}

/** @param waiting of all groups, asked once: see {@link waitingRetries} */
export async function deliveryTrail(
  handle: InstanceHandle,
  place: TopicPlace,
  message: StoredMessage,
  wireGroup: string,
  waiting: Promise<readonly StoredMessage[]>,
  signal: AbortSignal,
): Promise<DeliveryTrail> {
  const [retried, dead, ofAllGroups] = await Promise.all([
    Promise.all(
      retryTopicsFor(place.wireTopic, wireGroup).map(topic =>
        copiesIn(handle, place, topic, message, signal),
      ),
    ),
    copiesIn(handle, place, dlqTopicOf(wireGroup), message, signal),
    waiting,
  ])
  const own = ofAllGroups.filter(
    ({ properties }) => properties.get(PropertyName.REAL_TOPIC) === retryTopicOf(wireGroup),
  )
  // Of the same attempt the copy that was delivered tells more than the one that waited for it, which stays stored.
  const latest = [...retried.flat(), ...own].toSorted((a, b) => b.reconsumeTimes - a.reconsumeTimes)[0]
  const retry = latest && {
    message: latest,
    dueMs: dueMsOf(latest),
    isTaken: await isTaken(handle, place, wireGroup, latest, signal),
  }
  return { retry, deadLetter: dead[0] }
}

/** One that waits for its time has not been delivered; of the others the group's offset in its retry topic tells. */
async function isTaken(
  { admin }: InstanceHandle,
  { masters }: TopicPlace,
  wireGroup: string,
  { topic, queueId, queueOffset, storeHost }: StoredMessage,
  signal: AbortSignal,
): Promise<boolean> {
  const node = masters.find(({ addr }) => addr === formatHost(storeHost))
  if (topic === SystemTopic.SCHEDULE || node === undefined) return false
  const consumerOffset = await admin.offsets.query(wireGroup, { node, topic, queueId }, { signal })
  return consumerOffset !== undefined && consumerOffset > queueOffset
}

/** Copies that wait for their next attempt, of whichever group: they lie in one topic. */
export function waitingRetries(
  handle: InstanceHandle,
  place: TopicPlace,
  message: StoredMessage,
  signal: AbortSignal,
): Promise<StoredMessage[]> {
  return copiesIn(handle, place, SystemTopic.SCHEDULE, message, signal)
}

/** A copy keeps the unique ID of the message; one without cannot be followed. */
async function copiesIn(
  { admin }: InstanceHandle,
  { masters }: TopicPlace,
  topic: string,
  { msgId, offsetMsgId }: StoredMessage,
  signal: AbortSignal,
): Promise<StoredMessage[]> {
  if (msgId === offsetMsgId) return []
  const { answered } = await admin.messages.byUniqueKey({ topic, key: msgId, nodes: masters }, { signal })
  return answered.flatMap(({ value }) => value.filter(copy => copy.msgId === msgId))
}

function dueMsOf(copy: StoredMessage): number | undefined {
  return copy.topic === SystemTopic.SCHEDULE ? dueTimeMs(copy.properties, copy.storeTimestamp) : undefined
}
