/** Asks every master of a cluster for its counters, as much as instances have a part in. */
import {
  type Admin,
  type BrokerNode,
  BrokerRefused,
  dlqTopicOf,
  fanOut,
  isRetryTopic,
} from '@gantry/remoting'
import {
  getAllConsumerOffset,
  getAllSubscriptionGroupConfig,
  getAllTopicConfig,
  getBrokerRuntimeInfo,
  getConsumerListByGroup,
  getTopicStatsInfo,
} from '@gantry/remoting/requests'
import { isUnknownTopic } from '../platform/brokers/unknown-topic.ts'
import type { Clock } from '../platform/clock.ts'
import { namedAfterBrokers } from '../topics/topic-names.ts'
import { CALLS_AT_ONCE } from './calls-at-once.ts'
import { type BrokerCounters, type ClusterCounters, type QueueEnds, topicOfKey } from './counters.ts'
import type { Names, Owners } from './owners.ts'
import { retriedGroup } from './retried-group.ts'

export interface CounterReader {
  readonly admin: Admin
  readonly clock: Clock
  /** What belongs to no instance is not counted. */
  readonly owners: Owners<Names>
  readonly signal: AbortSignal
}

interface CallOptions {
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

const TIMEOUT_MS = 10_000
/** No client of the group is connected to the broker. */
const SYSTEM_ERROR = 1

/**
 * A broker that does not answer in full is there without counters.
 * @throws RemotingError when no name server answers, or they know no broker
 */
export async function readCounters(reader: CounterReader, minute: number): Promise<ClusterCounters> {
  const options = { timeoutMs: TIMEOUT_MS, signal: reader.signal }
  const masters = await reader.admin.cluster.masters(options)
  const brokersOwn = namedAfterBrokers(masters)
  const readings = await Promise.all(
    masters.map(async node => {
      const counters = await readBroker(reader, node, brokersOwn, options).catch(() => undefined)
      return [node.brokerName, counters] as const
    }),
  )
  return { minute, brokers: new Map(readings) }
}

async function readBroker(
  { admin, clock, owners }: CounterReader,
  { addr }: BrokerNode,
  brokersOwn: ReadonlySet<string>,
  options: CallOptions,
): Promise<BrokerCounters | undefined> {
  const { cluster } = admin
  const readAtMs = clock.nowMs()
  const [bootTimestamp, configs, subscriptions, offsets] = await Promise.all([
    bootTimestampOf(admin, addr, options),
    cluster.call(addr, getAllTopicConfig, { header: {} }, options),
    cluster.call(addr, getAllSubscriptionGroupConfig, { header: {} }, options),
    cluster.call(addr, getAllConsumerOffset, { header: {} }, options),
  ])
  const own = [...subscriptions.body.subscriptionGroupTable.keys()].filter(group => owners.ofGroup(group))
  const isCounted = countedTopics(owners, brokersOwn, new Set(own))
  const counted = [...configs.body.topicConfigTable.keys()].filter(isCounted)
  const [topics, clients] = await Promise.all([
    readTopics(admin, addr, counted, options),
    readClients(admin, addr, own, options),
  ])
  // Started again meanwhile: the parts do not belong together.
  if ((await bootTimestampOf(admin, addr, options)) !== bootTimestamp) return undefined
  const groups = [...offsets.body.offsetTable].filter(([key]) => topics.has(topicOfKey(key)))
  return { addr, bootTimestamp, readAtMs, topics, groups: new Map(groups), clients }
}

/** Those of instances, and what their groups could not consume. */
function countedTopics(
  { ofTopic }: Owners<Names>,
  brokersOwn: ReadonlySet<string>,
  groups: ReadonlySet<string>,
): (wireTopic: string) => boolean {
  const deadLetters = new Set([...groups].map(dlqTopicOf))
  return topic => {
    if (brokersOwn.has(topic)) return false
    if (isRetryTopic(topic)) return retriedGroup(topic, groups) !== undefined
    return deadLetters.has(topic) || ofTopic(topic) !== undefined
  }
}

async function bootTimestampOf({ cluster }: Admin, addr: string, options: CallOptions): Promise<string> {
  const { body } = await cluster.call(addr, getBrokerRuntimeInfo, { header: {} }, options)
  return body.table.get('bootTimestamp') ?? ''
}

/** @throws the first failure: without one topic the broker has not answered in full */
async function readTopics(
  { cluster }: Admin,
  addr: string,
  wireTopics: readonly string[],
  options: CallOptions,
): Promise<Map<string, Map<number, QueueEnds>>> {
  const { answered, failed } = await fanOut(
    wireTopics,
    topic => cluster.call(addr, getTopicStatsInfo, { header: { topic } }, options),
    { placeOf: () => addr, perPlace: CALLS_AT_ONCE, signal: options.signal },
  )
  // Deleted since the configurations were read: not a failure.
  const failure = failed.find(({ error }) => !isUnknownTopic(error))
  if (failure) throw failure.error
  return new Map(
    answered.map(({ item, value }) => [
      item,
      new Map(
        value.body.offsetTable.map(([{ queueId }, { minOffset, maxOffset }]) => [
          queueId,
          { min: minOffset, max: maxOffset },
        ]),
      ),
    ]),
  )
}

/** Who does not answer for a group has no figure of it: that is no reason to lose the others. */
async function readClients(
  { cluster }: Admin,
  addr: string,
  wireGroups: readonly string[],
  options: CallOptions,
): Promise<Map<string, readonly string[] | undefined>> {
  const ask = async (consumerGroup: string): Promise<readonly string[]> => {
    try {
      const input = { header: { consumerGroup } }
      return (await cluster.call(addr, getConsumerListByGroup, input, options)).body.consumerIdList
    } catch (error) {
      if (error instanceof BrokerRefused && error.responseCode === SYSTEM_ERROR) return []
      throw error
    }
  }
  const { answered, failed } = await fanOut(wireGroups, ask, {
    placeOf: () => addr,
    perPlace: CALLS_AT_ONCE,
    signal: options.signal,
  })
  return new Map<string, readonly string[] | undefined>([
    ...answered.map(({ item, value }) => [item, value] as const),
    ...failed.map(({ item }) => [item, undefined] as const),
  ])
}
