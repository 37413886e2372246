/**
 * INVOKE_BROKER_TO_RESET_OFFSET 222, as `broker/processor/AdminBrokerProcessor#resetOffset`: kept by the broker until the group's next
 * pull (`useServerSideResetOffset`), else pushed to the clients that are connected.
 */
import type { MessageQueue } from '@gantry/remoting/internal'
import { invokeBrokerToResetOffset } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'
import type { Broker } from '../state/broker.ts'
import { offsetOf } from '../state/offset.ts'
import { Refused } from '../state/refused.ts'
import { offsetAtTime } from '../state/search-time.ts'
import { tellOffsets } from './0220-reset-consumer-client-offset.ts'

type ResetHeader = ReturnType<typeof invokeBrokerToResetOffset.header.read>
type OffsetTable = Array<[MessageQueue, bigint]>

export const invokeBrokerToResetOffsetHandler = brokerHandler(
  invokeBrokerToResetOffset,
  ({ header }, broker) => {
    const isKept = broker.settings.isOn('useServerSideResetOffset')
    const offsetTable = isKept ? resetByBroker(header, broker) : resetByClients(header, broker)
    return { header: {}, body: { offsetTable } }
  },
)

function resetByBroker(header: ResetHeader, broker: Broker): OffsetTable {
  const { topic, group } = header
  const config = broker.topics.get(topic)
  if (config === undefined) throw new Refused('TOPIC_NOT_EXIST', `Topic ${topic} does not exist`)
  if (!broker.groups.has(group)) {
    throw new Refused('SUBSCRIPTION_GROUP_NOT_EXIST', `Group ${group} does not exist`)
  }
  const one = header.queueId ?? -1
  const queueIds = one >= 0 ? [one] : Array.from({ length: config.readQueueNums }, (_, queueId) => queueId)
  if (queueIds.length === 0) throw new Refused('SYSTEM_ERROR', 'No queues to reset.')
  const targets = queueIds.map((queueId): [number, number] => [queueId, targetOf(header, queueId, broker)])
  for (const [queueId, offset] of targets) broker.offsets.reset(group, topic, queueId, offset)
  return targets.map(([queueId, offset]) => [
    { topic, brokerName: broker.brokerName, queueId },
    BigInt(offset),
  ])
}

function targetOf(header: ResetHeader, queueId: number, { store }: Broker): number {
  const { topic, timestamp } = header
  const exact = offsetOf(header.offset ?? -1n)
  const isExact = exact !== -1 && (header.queueId ?? -1) >= 0
  const max = store.maxOffset(topic, queueId)
  if (!isExact) return timestamp < 0 ? max : offsetAtTime(store, topic, queueId, timestamp)
  const min = store.minOffset(topic, queueId)
  if (exact >= min && exact <= max + 1) return exact
  throw new Refused('SYSTEM_ERROR', `Target offset ${exact} not in consume queue range [${min}-${max}]`)
}

function resetByClients(header: ResetHeader, broker: Broker): OffsetTable {
  const { topic, group, timestamp, isForce } = header
  const config = broker.topics.get(topic)
  if (config === undefined) {
    throw new Refused(
      'TOPIC_NOT_EXIST',
      `[reset-offset] reset offset failed, no topic in this broker. topic=${topic}`,
    )
  }
  const offsetTable = Array.from({ length: config.writeQueueNums }, (_, queueId): [MessageQueue, bigint] => {
    const current = broker.offsets.query(group, topic, queueId)
    if (current === undefined) throw new Refused('SYSTEM_ERROR', `THe consumer group <${group}> not exist`)
    const found = targetOf({ ...header, queueId: -1 }, queueId, broker)
    const target = isForce || found < current ? found : current
    return [{ topic, brokerName: broker.brokerName, queueId }, BigInt(target)]
  })
  const members = broker.clients.consumerGroup(group)?.members() ?? []
  if (members.length === 0) {
    const remark = `Consumer not online, so can not reset offset, Group: ${group} Topic: ${topic} Timestamp: ${timestamp}`
    throw new Refused('CONSUMER_NOT_ONLINE', remark)
  }
  tellOffsets(members, { topic, group, timestamp }, offsetTable)
  return offsetTable
}
