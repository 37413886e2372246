/** QUERY_CONSUME_TIME_SPAN 303, as `broker/processor/AdminBrokerProcessor#queryConsumeTimeSpan`. */
import { type QueueTimeSpan, queryConsumeTimeSpan } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'
import type { Broker } from '../state/broker.ts'
import { Refused } from '../state/refused.ts'

export const queryConsumeTimeSpanHandler = brokerHandler(queryConsumeTimeSpan, ({ header }, broker) => {
  const { topic, group } = header
  const config = broker.topics.get(topic)
  if (config === undefined) throw new Refused('TOPIC_NOT_EXIST', `topic[${topic}] not exist`)
  const consumeTimeSpanSet = Array.from({ length: config.writeQueueNums }, (_, queueId) =>
    spanOf(broker, group, topic, queueId),
  )
  return { header: {}, body: { consumeTimeSpanSet } }
})

function spanOf(
  { brokerName, clock, offsets, store }: Broker,
  group: string,
  topic: string,
  queueId: number,
): QueueTimeSpan {
  const maxOffset = store.maxOffset(topic, queueId)
  const consumed = offsets.query(group, topic, queueId) ?? -1
  const timeAt = (offset: number): number => store.storeTimestampAt(topic, queueId, offset)
  const minTimeStamp = timeAt(store.minOffset(topic, queueId))
  return {
    messageQueue: { topic, brokerName, queueId },
    minTimeStamp,
    maxTimeStamp: timeAt(maxOffset - 1),
    consumeTimeStamp: consumed > 0 ? timeAt(consumed - 1) : minTimeStamp,
    delayTime: consumed < maxOffset ? clock.now() - timeAt(consumed) : 0,
  }
}
