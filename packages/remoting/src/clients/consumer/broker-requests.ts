/**
 * Answers what brokers ask of a consumer. Each names a group: another group's request is not for this client.
 * Defined in `client/impl/ClientRemotingProcessor`.
 */
import { RemotingError } from '../../errors.ts'
import { decodeMessage } from '../../message/decode-stored-message.ts'
import { notifyConsumerIdsChanged } from '../../requests/0040-notify-consumer-ids-changed.ts'
import { resetConsumerClientOffset } from '../../requests/0220-reset-consumer-client-offset.ts'
import { getConsumerStatusFromClient } from '../../requests/0221-get-consumer-status-from-client.ts'
import { getConsumerRunningInfo } from '../../requests/0307-get-consumer-running-info.ts'
import {
  type ConsumeMessageDirectlyResult,
  consumeMessageDirectlyOnClient,
} from '../../requests/0309-consume-message-directly.ts'
import type { ConsumerRunningInfo } from '../../requests/shapes/consumer-running-info.ts'
import type { MessageQueue } from '../../requests/shapes/message-queue.ts'
import type { Session } from '../session.ts'
import type { AssignedQueue } from './assigned-queue.ts'
import type { Delivered, Delivery } from './delivery.ts'

export interface AnsweringParts {
  readonly session: Session
  readonly consumerGroup: string
  readonly isOrdered: boolean
  readonly delivery: Delivery
  readonly queues: () => AssignedQueue[]
  readonly runningInfo: (wantsStacks: boolean) => ConsumerRunningInfo
  readonly onMembersChanged: () => void
  readonly onReset: (offsets: ReadonlyArray<readonly [MessageQueue, bigint]>) => void
}

export function answerBrokers(parts: AnsweringParts): void {
  const { session, consumerGroup } = parts

  session.serve(notifyConsumerIdsChanged, async ({ header }) => {
    if (header.consumerGroup === consumerGroup) parts.onMembersChanged()
    return undefined
  })

  session.serve(resetConsumerClientOffset, async ({ header, body }) => {
    const ofTopic = body.offsetTable.filter(([queue]) => queue.topic === header.topic)
    if (header.group === consumerGroup) parts.onReset(ofTopic)
    return undefined
  })

  session.serve(getConsumerStatusFromClient, async ({ header }) => {
    const queues = header.group === consumerGroup ? parts.queues() : []
    const ofTopic = queues.filter(({ messageQueue }) => messageQueue.topic === header.topic)
    const messageQueueTable = ofTopic.map((queue): [MessageQueue, bigint] => [
      queue.messageQueue,
      queue.commitOffset,
    ])
    return { header: {}, body: { messageQueueTable, consumerTable: new Map() } }
  })

  session.serve(getConsumerRunningInfo, async ({ header }) => {
    if (header.consumerGroup !== consumerGroup) throw notOurs(header.consumerGroup)
    return { header: {}, body: parts.runningInfo(header.jstackEnable ?? false) }
  })

  session.serve(consumeMessageDirectlyOnClient, async ({ header, body }) => {
    if (header.consumerGroup !== consumerGroup) throw notOurs(header.consumerGroup)
    const message = decodeMessage(body)
    const queue = { topic: message.topic, brokerName: header.brokerName ?? '', queueId: message.queueId }
    return { header: {}, body: directResult(await parts.delivery.call(queue, [message]), parts.isOrdered) }
  })
}

function directResult(delivered: Delivered, order: boolean): ConsumeMessageDirectlyResult {
  return {
    order,
    autoCommit: true,
    consumeResult: consumeResultOf(delivered),
    remark: delivered.error === undefined ? undefined : String(delivered.error),
    spentTimeMills: delivered.tookMs,
  }
}

function consumeResultOf({ result, returnType }: Delivered): ConsumeMessageDirectlyResult['consumeResult'] {
  if (returnType === 'EXCEPTION') return 'CR_THROW_EXCEPTION'
  if (returnType === 'RETURNNULL') return 'CR_RETURN_NULL'
  return result === 'SUCCESS' ? 'CR_SUCCESS' : 'CR_LATER'
}

/** The broker gets this as SYSTEM_ERROR with the sentence as its remark. */
export function notOurs(group: string): RemotingError {
  return new RemotingError('BAD_ARGUMENT', `The consumer group ${group} does not exist in this consumer.`)
}
