/** How far a group has come with the queues of a topic on one broker. Imitates `AdminBrokerProcessor#getConsumeStats`. */
import type { ConsumeStats } from '@gantry/remoting/requests'
import type { Broker } from './broker.ts'

export type QueueProgress = ConsumeStats['offsetTable'][number]

/** One entry for each of the first `queueNums` queues. */
export function progressOf(broker: Broker, group: string, topic: string, queueNums: number): QueueProgress[] {
  return Array.from({ length: queueNums }, (_, queueId): QueueProgress => {
    const consumed = Math.max(broker.offsets.query(group, topic, queueId) ?? 0, 0)
    const pulled = broker.offsets.queryPull(group, topic, queueId) ?? -1
    const offsets = {
      brokerOffset: BigInt(broker.store.maxOffset(topic, queueId)),
      consumerOffset: BigInt(consumed),
      pullOffset: BigInt(Math.max(consumed, pulled)),
      lastTimestamp: Math.max(broker.store.storeTimestampAt(topic, queueId, consumed - 1), 0),
    }
    return [{ topic, brokerName: broker.brokerName, queueId }, offsets]
  })
}
