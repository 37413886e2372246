/**
 * GET_BROKER_CONSUME_STATS 317, as `broker/processor/AdminBrokerProcessor#fetchAllConsumeStatsInBroker`: every group of the broker. Its
 * pull offsets are 0, unlike those of GET_CONSUME_STATS, so that the sum of messages in flight is below zero.
 */
import { type ConsumeStats, getBrokerConsumeStats } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'
import type { Broker } from '../state/broker.ts'
import { progressOf, type QueueProgress } from '../state/consume-progress.ts'

export const getBrokerConsumeStatsHandler = brokerHandler(
  getBrokerConsumeStats,
  ({ header: { isOrder } }, broker) => {
    const byGroup = [...broker.groups.all().keys()].map((group): [string, ConsumeStats[]] => [
      group,
      statsOf(broker, group, isOrder),
    ])
    const offsets = byGroup.flatMap(([, stats]) =>
      stats.flatMap(({ offsetTable }) => offsetTable.map(([, one]) => one)),
    )
    const totalDiff = offsets.reduce(
      (sum, { brokerOffset, consumerOffset }) => sum + brokerOffset - consumerOffset,
      0n,
    )
    const totalInflightDiff = offsets.reduce(
      (sum, { pullOffset = 0n, consumerOffset }) => sum + pullOffset - consumerOffset,
      0n,
    )
    const consumeStatsList = byGroup.map(([group, stats]) => new Map([[group, stats]]))
    return { header: {}, body: { consumeStatsList, brokerAddr: broker.addr, totalDiff, totalInflightDiff } }
  },
)

function statsOf(broker: Broker, group: string, isOrder: boolean): ConsumeStats[] {
  return broker.offsets.topicsOf(group).flatMap((topic): ConsumeStats[] => {
    const config = broker.topics.get(topic)
    const isMeant =
      config !== undefined && (!isOrder || config.order) && broker.clients.isSubscribed(group, topic)
    if (!isMeant) return []
    const offsetTable = progressOf(broker, group, topic, config.writeQueueNums).map(
      ([queue, offsets]): QueueProgress => [queue, { ...offsets, pullOffset: 0n }],
    )
    return [{ offsetTable, consumeTps: broker.traffic.consumeTps(group, topic) }]
  })
}
