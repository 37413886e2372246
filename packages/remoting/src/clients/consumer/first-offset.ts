/**
 * Where a group without an offset begins in a queue.
 * Defined in `client/impl/consumer/RebalancePushImpl#computePullFromWhere`.
 */
import { isRetryTopic } from '../../names/retry-topic.ts'
import { searchOffsetByTimestamp } from '../../requests/0029-search-offset-by-timestamp.ts'
import { getMaxOffset } from '../../requests/0030-get-max-offset.ts'
import { getMinOffset } from '../../requests/0031-get-min-offset.ts'
import type { ConsumerData } from '../../requests/shapes/consumer-data.ts'
import type { MessageQueue } from '../../requests/shapes/message-queue.ts'
import type { Session } from '../session.ts'

/** The end of the queue, its beginning, or the first message stored at a time (ms). */
export type ConsumeFrom = 'LAST_OFFSET' | 'FIRST_OFFSET' | { readonly timestamp: number }

export async function firstOffsetOf(
  session: Session,
  queue: MessageQueue,
  from: ConsumeFrom,
): Promise<bigint> {
  const addr = session.routes.readAddrOf(queue.brokerName)
  const header = { topic: queue.topic, queueId: queue.queueId, bname: queue.brokerName }
  // What is there to be tried again was the group's own business before: none of it may be left out.
  if (from === 'FIRST_OFFSET' || isRetryTopic(queue.topic)) {
    return (await session.cluster.call(addr, getMinOffset, { header })).header.offset
  }
  if (from === 'LAST_OFFSET')
    return (await session.cluster.call(addr, getMaxOffset, { header })).header.offset
  const atTime = { ...header, timestamp: from.timestamp }
  return (await session.cluster.call(addr, searchOffsetByTimestamp, { header: atTime })).header.offset
}

export function consumeFromWhereOf(from: ConsumeFrom): ConsumerData['consumeFromWhere'] {
  return typeof from === 'object' ? 'CONSUME_FROM_TIMESTAMP' : `CONSUME_FROM_${from}`
}
