/**
 * GET_CONSUME_STATS 208, as `broker/processor/AdminBrokerProcessor#getConsumeStats`. A topic that members of the group no longer
 * subscribe is left out, unless it stands in a list of topics.
 */
import { getConsumeStats } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'
import type { Broker } from '../state/broker.ts'
import { progressOf } from '../state/consume-progress.ts'

const TOPIC_SEPARATOR = ';'

export const getConsumeStatsHandler = brokerHandler(getConsumeStats, ({ header }, broker) => {
  const { consumerGroup: group, topic = '', topicList = '' } = header
  const topics = topicsFor(broker, group, topic, topicList)
  const offsetTable = topics.flatMap(name => {
    const config = broker.topics.get(name)
    return config === undefined ? [] : progressOf(broker, group, name, config.readQueueNums)
  })
  const consumeTps = topics.reduce((sum, name) => sum + broker.traffic.consumeTps(group, name), 0)
  return { header: {}, body: { offsetTable, consumeTps } }
})

function topicsFor(broker: Broker, group: string, topic: string, topicList: string): string[] {
  if (topicList !== '') return topicList.split(TOPIC_SEPARATOR).filter(name => name !== '')
  const candidates = topic.trim() === '' ? broker.offsets.topicsOf(group) : [topic]
  return candidates.filter(name => broker.clients.isSubscribed(group, name))
}
