/**
 * Handles of messages taken by POP: made from the broker's answer, kept by the application, given back to acknowledge.
 * Defined in `client/impl/MQClientAPIImpl#processPopResponse` and `#batchAckMessageAsync`.
 */
import { PropertyName } from '../../message/property-names.ts'
import type { StoredMessage } from '../../message/stored-message.ts'
import { isRetryTopic, popRetryTopicOf } from '../../names/retry-topic.ts'
import type { ResponseHeaderOf } from '../../protocol/layout.ts'
import type { popMessage } from '../../requests/200050-pop-message.ts'
import type { BatchAcks } from '../../requests/200151-batch-ack-message.ts'
import { formatPopHandle, type PopHandle, parsePopHandle } from '../../requests/shapes/pop-extra-info.ts'

/** What it takes to acknowledge a message. Plain text, so it can travel. */
export interface PopReceipt {
  /** The topic that was asked for. */
  readonly topic: string
  readonly handle: string
}

type PopAnswer = ResponseHeaderOf<typeof popMessage>

/** A receipt as its requests need it. */
export interface OpenReceipt {
  readonly receipt: PopReceipt
  /** With its namespace. */
  readonly wireTopic: string
  readonly handle: PopHandle
  readonly queueOffset: bigint
}

/** @throws MalformedError BAD_ARGUMENT for what is no handle */
export function openReceipt(receipt: PopReceipt, wireTopic: string): OpenReceipt {
  const handle = parsePopHandle(receipt.handle)
  return { receipt, wireTopic, handle, queueOffset: handle.queueOffset ?? handle.ckQueueOffset }
}

/** The topic that the message lies in: for one that was delivered before, the group's retry topic for that topic. */
export function storedTopicOf(topic: string, consumerGroup: string, retry: PopHandle['retry']): string {
  return retry === '0' ? topic : popRetryTopicOf(topic, consumerGroup, retry === '1' ? 1 : 2)
}

/** The handle of each message, and how often it was delivered before where the broker counts that aside. */
export function handlesOf(
  messages: readonly StoredMessage[],
  answer: PopAnswer,
  brokerName: string,
): Array<{ readonly message: StoredMessage; readonly handle: string; readonly reconsumeTimes: number }> {
  const firstOffsets = new Map<string, bigint>()
  for (const { retry, queueId, startOffset } of answer.startOffsetInfo ?? []) {
    firstOffsets.set(`${retry} ${queueId}`, startOffset)
  }
  return messages.map(message => {
    const retry = retryFlagOf(message.topic)
    const key = `${retry} ${message.queueId}`
    const { queueId, queueOffset } = message
    // A broker that tells no first offsets means the first message of each queue.
    const ckQueueOffset = firstOffsets.get(key) ?? queueOffset
    firstOffsets.set(key, ckQueueOffset)
    const { popTime, invisibleTime, reviveQid } = answer
    const made = { ckQueueOffset, popTime, invisibleTime, reviveQid, retry, brokerName, queueId, queueOffset }
    return {
      message,
      // Into a message that was delivered before, the broker has written the handle itself.
      handle: message.properties.get(PropertyName.POP_CK) ?? formatPopHandle(made),
      reconsumeTimes: orderCountOf(answer, message, retry) ?? message.reconsumeTimes,
    }
  })
}

/** What one broker is told of its messages: those that were taken together are joined. */
export function batchAcksOf(
  brokerName: string,
  receipts: readonly OpenReceipt[],
  consumerGroup: string,
): BatchAcks {
  const byCheckpoint = Map.groupBy(receipts, checkpointKey)
  return { brokerName, acks: [...byCheckpoint.values()].flatMap(joined => batchAckOf(joined, consumerGroup)) }
}

function batchAckOf(receipts: readonly OpenReceipt[], consumerGroup: string): BatchAcks['acks'] {
  const [first] = receipts
  if (first === undefined) return []
  const { ckQueueOffset, popTime, invisibleTime, reviveQid, retry, queueId } = first.handle
  return [
    {
      c: consumerGroup,
      t: first.wireTopic,
      r: retry,
      so: ckQueueOffset,
      q: queueId,
      rq: reviveQid,
      pt: popTime,
      it: invisibleTime,
      b: receipts.map(({ queueOffset }) => Number(queueOffset - ckQueueOffset)),
    },
  ]
}

function checkpointKey({ wireTopic, handle }: OpenReceipt): string {
  const { retry, queueId, ckQueueOffset, popTime, invisibleTime, reviveQid } = handle
  return [wireTopic, retry, queueId, ckQueueOffset, popTime, invisibleTime, reviveQid].join(' ')
}

function orderCountOf(
  { orderCountInfo = [] }: PopAnswer,
  { queueId, queueOffset }: StoredMessage,
  retry: PopHandle['retry'],
): number | undefined {
  const ofQueue = orderCountInfo.filter(count => count.retry === retry && count.queueId === queueId)
  const own = ofQueue.find(count => count.queueOffset === queueOffset)
  return (own ?? ofQueue.find(count => count.queueOffset === undefined))?.orderCount
}

function retryFlagOf(topic: string): PopHandle['retry'] {
  if (!isRetryTopic(topic)) return '0'
  return topic.includes('+') ? '2' : '1'
}
