/** A message of a dead-letter queue as the API shows it. */
import { type DeadLetter, toInt64 } from '@gantry/contract'
import { formatHost, keysOf, PropertyName, type StoredMessage } from '@gantry/remoting'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { toTimestamp } from '../platform/clock.ts'
import type { DeadLetterClaimTable } from './dead-letter-table.ts'

/** With the broker that holds it. */
export interface Found {
  readonly brokerName: string
  readonly message: StoredMessage
}

export type Names = Pick<InstanceHandle, 'isWhole' | 'topics'>

/** Whether it was sent again is not told here: see {@link withClaims}. */
export function presentDeadLetter(
  names: Pick<InstanceHandle, 'topics'>,
  { brokerName, message }: Found,
): DeadLetter {
  const { properties } = message
  return {
    deadLetterId: message.offsetMsgId,
    messageId: message.msgId,
    originalTopic: originalTopicOf(names, message) ?? null,
    originalMessageId:
      properties.get(PropertyName.DLQ_ORIGIN_MESSAGE_ID) ??
      properties.get(PropertyName.ORIGIN_MESSAGE_ID) ??
      null,
    tag: properties.get(PropertyName.TAGS) ?? null,
    keys: keysOf(properties),
    bornAt: toTimestamp(message.bornTimestamp),
    bornHost: formatHost(message.bornHost),
    enteredAt: toTimestamp(message.storeTimestamp),
    storeHost: formatHost(message.storeHost),
    brokerName,
    queueId: message.queueId,
    queueOffset: toInt64(message.queueOffset),
    bodyBytes: message.storedBody.length,
    reconsumeTimes: message.reconsumeTimes,
    resent: null,
  }
}

/** With the namespace off; a topic of another instance is shown by its full name. */
export function originalTopicOf(
  names: Pick<InstanceHandle, 'topics'>,
  message: StoredMessage,
): string | undefined {
  const wireTopic = originalWireTopic(message)
  return wireTopic === undefined ? undefined : names.topics.show(wireTopic)
}

export function originalWireTopic({ properties }: StoredMessage): string | undefined {
  return properties.get(PropertyName.DLQ_ORIGIN_TOPIC) ?? properties.get(PropertyName.RETRY_TOPIC)
}

export function withClaims(
  items: readonly DeadLetter[],
  claims: readonly DeadLetterClaimTable[],
): DeadLetter[] {
  const byId = new Map(claims.map(claim => [claim.dead_letter_id, claim]))
  return items.map(item => {
    const claim = byId.get(item.deadLetterId)
    if (claim === undefined) return item
    const { job_id, state, at } = claim
    const resent = {
      resendId: job_id,
      state: state === 'SENT' ? state : 'UNKNOWN',
      at: toTimestamp(at),
    } as const
    return { ...item, resent }
  })
}
