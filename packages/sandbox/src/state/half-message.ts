/**
 * The forms that a transactional message goes through: half, asked about, committed, given up.
 * Imitates `broker/transaction/queue/TransactionalMessageBridge` and `broker/processor/EndTransactionProcessor`.
 */
import {
  encodeStoredMessage,
  type Properties,
  PropertyName,
  type StoredMessage,
  SysFlag,
  SystemTopic,
} from '@gantry/remoting/internal'
import { type MessageToStore, originalOf } from './message-store.ts'

/** All half messages of a broker are in one queue. */
export const HALF_QUEUE_ID = 0

/** What the half topic holds until the transaction ends. Its phase is none, so that its queue shows it to the broker. */
export function asHalf(message: MessageToStore): MessageToStore {
  const properties = new Map(message.properties)
  const uniqueId = properties.get(PropertyName.UNIQ_CLIENT_MESSAGE_ID_KEYIDX)
  if (uniqueId !== undefined) properties.set(PropertyName.TRANSACTION_ID, uniqueId)
  properties.set(PropertyName.REAL_TOPIC, message.topic)
  properties.set(PropertyName.REAL_QUEUE_ID, String(message.queueId))
  return {
    ...message,
    topic: SystemTopic.TRANS_HALF,
    queueId: HALF_QUEUE_ID,
    sysFlag: message.sysFlag & ~SysFlag.TRANSACTION_ROLLBACK,
    properties,
  }
}

/** What consumers get. */
export function committed(half: StoredMessage): MessageToStore {
  const properties = new Map(half.properties)
  for (const name of [PropertyName.REAL_TOPIC, PropertyName.REAL_QUEUE_ID]) properties.delete(name)
  return {
    ...originalOf(half),
    topic: realTopicOf(half),
    queueId: realQueueIdOf(half),
    sysFlag: (half.sysFlag & ~SysFlag.TRANSACTION_ROLLBACK) | SysFlag.TRANSACTION_COMMIT,
    preparedTransactionOffset: Number(half.commitLogOffset),
    properties,
  }
}

/** The copy that goes to the end of the half topic when its producer is asked. The application's flag is lost on the way. */
export function renewed(half: StoredMessage, properties: Properties): MessageToStore {
  return { ...originalOf(half), flag: 0, reconsumeTimes: 0, properties }
}

/** The copy of a message whose own time before the first check is not over; it knows where it was first. */
export function renewedUnasked(half: StoredMessage, properties: Properties): MessageToStore {
  const name = PropertyName.TRANSACTION_PREPARED_QUEUE_OFFSET
  const firstOffset = half.properties.get(name) ?? String(half.queueOffset)
  return renewed(half, new Map(properties).set(name, firstOffset))
}

/** What is kept of a message whose producer has not answered often enough. */
export function givenUp(half: StoredMessage): MessageToStore {
  return { ...originalOf(half), topic: SystemTopic.TRANS_CHECK_MAX_TIME, queueId: 0 }
}

/** Back to the half topic, as if nobody had been asked yet. */
export function resumed(message: StoredMessage): MessageToStore {
  return {
    ...originalOf(message),
    topic: SystemTopic.TRANS_HALF,
    queueId: HALF_QUEUE_ID,
    properties: new Map(message.properties).set(PropertyName.TRANSACTION_CHECK_TIMES, '0'),
  }
}

/** The record that its producer is shown: at its place in the half topic, but with the names it was sent with. */
export function shownToProducer(half: StoredMessage): Buffer {
  return encodeStoredMessage({ ...half, topic: realTopicOf(half), queueId: realQueueIdOf(half) })
}

function realTopicOf(half: StoredMessage): string {
  return half.properties.get(PropertyName.REAL_TOPIC) ?? half.topic
}

function realQueueIdOf(half: StoredMessage): number {
  return Number(half.properties.get(PropertyName.REAL_QUEUE_ID) ?? 0)
}
