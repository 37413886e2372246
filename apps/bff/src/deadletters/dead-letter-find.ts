/** Dead letters of one group by ID, whichever of its IDs it is. */
import { dlqTopicOf, RemotingError, type StoredMessage } from '@gantry/remoting'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { storedAt } from '../platform/brokers/stored-at.ts'
import { type Found, type Names, originalWireTopic } from './dead-letter-present.ts'

/** Whether the caller sees the topic that the message died in. */
export function isSeen({ isWhole, topics }: Names, message: StoredMessage): boolean {
  const topic = originalWireTopic(message)
  return isWhole || (topic !== undefined && topics.show(topic) !== undefined)
}

/**
 * @param messageId the client's own, the broker's of a dead letter, or the broker's of the message that died
 * @returns newest first: one message may have died several times
 */
export async function findDeadLetters(
  handle: InstanceHandle,
  wireGroup: string,
  messageId: string,
  signal: AbortSignal,
): Promise<Found[]> {
  const topic = dlqTopicOf(wireGroup)
  const { admin } = handle
  const stored = await storedAt(admin, messageId, signal)
  if (stored?.topic === topic) return isSeen(handle, stored) ? [await placed(handle, stored, signal)] : []
  const key = stored?.msgId ?? messageId
  try {
    const { answered } = await admin.messages.byUniqueKey({ topic, key }, { signal })
    return answered
      .flatMap(({ item, value }) => value.map(message => ({ brokerName: item.brokerName, message })))
      .filter(({ message }) => message.topic === topic && message.msgId === key && isSeen(handle, message))
      .toSorted((a, b) => b.message.storeTimestamp - a.message.storeTimestamp)
  } catch (error) {
    if (error instanceof RemotingError && error.code === 'NO_ROUTE') return []
    throw error
  }
}

async function placed(
  { admin }: Pick<InstanceHandle, 'admin'>,
  message: StoredMessage,
  signal: AbortSignal,
): Promise<Found> {
  const { host, port } = message.storeHost
  const brokers = await admin.cluster.brokers({ signal })
  const brokerName = brokers.find(({ addr }) => addr === `${host}:${port}`)?.brokerName ?? ''
  return { brokerName, message }
}
