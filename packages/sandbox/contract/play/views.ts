/** Messages as two brokers must agree on them: without times, ports and places in the log. */
import { PropertyName, type StoredMessage } from '@gantry/remoting'
import type { MessageQueue } from '@gantry/remoting/internal'
import { parsePopHandle } from '../../../remoting/src/requests/shapes/pop-extra-info.ts'

/** Their values are times, or offsets of topics that a broker keeps for itself. */
const PRESENCE_ONLY: ReadonlySet<string> = new Set([
  PropertyName.FIRST_POP_TIME,
  PropertyName.TRANSACTION_PREPARED_QUEUE_OFFSET,
  PropertyName.TIMER_OUT_MS,
  PropertyName.TIMER_ENQUEUE_MS,
  PropertyName.TIMER_DEQUEUE_MS,
  PropertyName.TIMER_DELIVER_MS,
])

/** @param sentAs which message of the sequence has an offset ID; -1 for none */
export function viewOf(message: StoredMessage, sentAs: (offsetMsgId: string) => number) {
  const { topic, queueId, queueOffset, flag, sysFlag, reconsumeTimes, msgId, properties } = message
  const hasOwnId = properties.has(PropertyName.UNIQ_CLIENT_MESSAGE_ID_KEYIDX)
  return {
    ...{ topic, queueId, queueOffset, flag, sysFlag, reconsumeTimes },
    msgId: hasOwnId ? msgId : sentAs(msgId),
    body: message.body.toString(),
    properties: Object.fromEntries(
      [...properties].map(([name, value]) => [name, propertyView(name, value, sentAs)]),
    ),
  }
}

function propertyView(name: string, value: string, sentAs: (offsetMsgId: string) => number): unknown {
  if (PRESENCE_ONLY.has(name)) return 'some'
  if (name === PropertyName.ORIGIN_MESSAGE_ID || name === PropertyName.DLQ_ORIGIN_MESSAGE_ID) {
    const index = sentAs(value)
    return index === -1 ? value : index
  }
  if (name !== PropertyName.POP_CK) return value
  const { ckQueueOffset, retry, queueId, queueOffset, invisibleTime } = parsePopHandle(value)
  return { ckQueueOffset, retry, queueId, queueOffset, invisibleTime }
}

/** Of a time no more than whether there is one. */
export function sign(time: number | bigint): number {
  return time > 0 ? 1 : Number(time)
}

/** Tables of queues come in no fixed order. */
export function byQueue<T>(table: ReadonlyArray<readonly [MessageQueue, T]>): Record<string, T> {
  const entries = table.map(([{ topic, queueId }, value]) => [`${topic} ${queueId}`, value] as const)
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

export function byTopic<T>(table: ReadonlyMap<string, T>): Record<string, T> {
  return Object.fromEntries([...table].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
