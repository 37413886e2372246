/** A topic as the contract shows it. */
import type { Topic } from '@gantry/contract'
import type { TopicConfig } from '@gantry/remoting/requests'
import { MESSAGE_TYPE_FACTS, type MessageType, messageTypeOf } from '@gantry/rules'
import type { Holding, Holdings } from '../platform/brokers/holdings.ts'
import { stateOf } from '../platform/brokers/resource-state.ts'
import { toTimestamp } from '../platform/clock.ts'
import type { TopicTable } from './topic-table.ts'

const MESSAGE_TYPE_ATTRIBUTE = 'message.type'

export function presentTopic(
  { topic, wireTopic, granted = null }: Pick<Topic, 'topic' | 'wireTopic'> & Partial<Pick<Topic, 'granted'>>,
  row: TopicTable | undefined,
  holdings: Holdings<TopicConfig>,
): Topic {
  const holders = holdings.byName.get(wireTopic) ?? []
  const configs = holders.map(({ config }) => config)
  return {
    topic,
    wireTopic,
    messageType: messageTypeNow(row, holders),
    description: row?.description ?? '',
    state: stateOf(row?.state, {
      holders: holders.length,
      missing: row ? missingBrokers(row, wireTopic, holdings).length : 0,
      isUnsure: holdings.failed.length > 0,
    }),
    brokerNames: holders.map(({ node }) => node.brokerName).toSorted(),
    readQueueNums: sum(configs.map(({ readQueueNums }) => readQueueNums)),
    writeQueueNums: sum(configs.map(({ writeQueueNums }) => writeQueueNums)),
    perm: configs.reduce((all, { perm }) => all | perm, 0),
    version: row?.version ?? -1,
    createdAt: row ? toTimestamp(row.created_at) : null,
    granted,
  }
}

/** Brokers that are to hold the topic, and answered that they do not. */
export function missingBrokers(
  row: TopicTable,
  wireTopic: string,
  holdings: Holdings<TopicConfig>,
): string[] {
  const holding = new Set(holdings.byName.get(wireTopic)?.map(({ node }) => node.brokerName))
  const answered = new Set(holdings.masters.map(({ brokerName }) => brokerName))
  return brokerNamesOf(row).filter(name => answered.has(name) && !holding.has(name))
}

export function brokerNamesOf({ broker_names }: Pick<TopicTable, 'broker_names'>): string[] {
  const names: unknown = JSON.parse(broker_names)
  return Array.isArray(names) ? names.map(String) : []
}

/**
 * The brokers say it, since they refuse what does not fit; the two ordered types, which are one to them, are told apart by
 * what was chosen. Brokers before 5.0 keep no type: there the choice is all there is.
 */
export function messageTypeNow(
  row: TopicTable | undefined,
  holders: ReadonlyArray<Holding<TopicConfig>>,
): MessageType | null {
  const attribute = holders[0]?.config.attributes.get(MESSAGE_TYPE_ATTRIBUTE)
  if (row && attribute === MESSAGE_TYPE_FACTS[row.message_type].attribute) return row.message_type
  const queues = sum(holders.map(({ config }) => config.writeQueueNums))
  return messageTypeOf(attribute, queues) ?? row?.message_type ?? null
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
