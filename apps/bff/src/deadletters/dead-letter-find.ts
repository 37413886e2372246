/** Dead letters of one group by ID, whichever of its IDs it is. */
import { dlqTopicOf, RemotingError, type StoredMessage } from '@gantry/remoting'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { storedAt } from '../platform/brokers/stored-at.ts'
import type { Found } from './dead-letter-present.ts'

/**
 * @param messageId the client's own, the broker's of a dead letter, or the broker's of the message that died
 * @returns newest first: one message may have died several times
 */
export async function findDeadLetters(
  { admin }: Pick<InstanceHandle, 'admin'>,
  wireGroup: string,
  messageId: string,
  signal: AbortSignal,
): Promise<Found[]> {
  const topic = dlqTopicOf(wireGroup)
  const stored = await storedAt(admin, messageId, signal)
  if (stored?.topic === topic) return [await placed({ admin }, stored, signal)]
  const key = stored?.msgId ?? messageId
  try {
    const { answered } = await admin.messages.byUniqueKey({ topic, key }, { signal })
    return answered
      .flatMap(({ item, value }) => value.map(message => ({ brokerName: item.brokerName, message })))
      .filter(({ message }) => message.topic === topic && message.msgId === key)
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
