/** QUERY_CONSUME_QUEUE 321, as `broker/processor/AdminBrokerProcessor#queryConsumeQueue`. */
import { queryConsumeQueue } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'
import type { Broker } from '../state/broker.ts'
import { offsetOf } from '../state/offset.ts'
import type { QueueIndex } from '../state/queue-index.ts'
import { Refused } from '../state/refused.ts'

export const queryConsumeQueueHandler = brokerHandler(queryConsumeQueue, ({ header }, broker) => {
  const { topic, queueId, consumerGroup } = header
  const queue = broker.store.queue(topic, queueId)
  if (queue === undefined) throw new Refused('SYSTEM_ERROR', `${queueId}@${topic} is not exist!`)
  const index = offsetOf(header.index)
  if (queue.at(index) === undefined) {
    return { remark: `Index ${index} of ${queueId}@${topic} is not exist!`, header: {}, body: undefined }
  }
  return {
    header: {},
    body: {
      maxQueueIndex: BigInt(queue.maxOffset),
      minQueueIndex: BigInt(queue.minOffset),
      queueData: entriesOf(queue, index, header.count),
      ...(consumerGroup !== undefined && subscriptionOf(broker, consumerGroup, topic)),
    },
  }
})

function entriesOf(queue: QueueIndex, from: number, count: number) {
  const to = Math.min(from + count, queue.maxOffset)
  const entries = Array.from({ length: Math.max(to - from, 0) }, (_, at) => queue.at(from + at))
  return entries.flatMap(entry =>
    entry === undefined
      ? []
      : [
          {
            physicOffset: BigInt(entry.position),
            physicSize: entry.bytes,
            tagsCode: BigInt(entry.tagsCode),
            eval: false,
          },
        ],
  )
}

function subscriptionOf(broker: Broker, group: string, topic: string) {
  const subscriptionData = broker.clients.consumerGroup(group)?.subscriptions().get(topic)
  if (subscriptionData === undefined) return { filterData: `${group}@${topic} is not online!` }
  return { subscriptionData, filterData: 'null' }
}
