/** GET_TOPIC_STATS_INFO 202, as `broker/processor/AdminBrokerProcessor#getTopicStatsInfo`. */
import { getTopicStatsInfo } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'
import type { Broker } from '../state/broker.ts'
import { Refused } from '../state/refused.ts'

export const getTopicStatsInfoHandler = brokerHandler(getTopicStatsInfo, ({ header: { topic } }, broker) => {
  const config = broker.topics.get(topic)
  if (config === undefined) throw new Refused('TOPIC_NOT_EXIST', `topic[${topic}] not exist`)
  const queueNums = Math.max(config.writeQueueNums, config.readQueueNums)
  const topicPutTps = broker.traffic.stats.tps('TOPIC_PUT_NUMS', topic)
  const offsetTable = Array.from({ length: queueNums }, (_, queueId) => offsetsOf(broker, topic, queueId))
  return { header: {}, body: { offsetTable, topicPutTps } }
})

function offsetsOf({ brokerName, store }: Broker, topic: string, queueId: number) {
  const max = store.maxOffset(topic, queueId)
  const offsets = {
    minOffset: BigInt(store.minOffset(topic, queueId)),
    maxOffset: BigInt(max),
    lastUpdateTimestamp: max > 0 ? store.storeTimestampAt(topic, queueId, max - 1) : 0,
  }
  return [{ topic, brokerName, queueId }, offsets] as [
    { topic: string; brokerName: string; queueId: number },
    typeof offsets,
  ]
}
