/** Asks every master of a cluster for its counters, as much as instances have a part in. */
import { type Admin, type BrokerNode, fanOut } from '@gantry/remoting'
import {
  getAllConsumerOffset,
  getAllTopicConfig,
  getBrokerRuntimeInfo,
  getTopicStatsInfo,
} from '@gantry/remoting/requests'
import { isUnknownTopic } from '../platform/brokers/unknown-topic.ts'
import type { Clock } from '../platform/clock.ts'
import { namedAfterBrokers } from '../topics/topic-names.ts'
import { type BrokerCounters, type ClusterCounters, type QueueEnds, topicOfKey } from './counters.ts'

export interface CounterReader {
  readonly admin: Admin
  readonly clock: Clock
  /** Which topics, by their names on the wire, belong to an instance. */
  readonly isCounted: (wireTopic: string) => boolean
  readonly signal: AbortSignal
}

interface CallOptions {
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

const TIMEOUT_MS = 10_000

/**
 * A broker that does not answer in full is there without counters.
 * @throws RemotingError when no name server answers, or they know no broker
 */
export async function readCounters(reader: CounterReader, minute: number): Promise<ClusterCounters> {
  const options = { timeoutMs: TIMEOUT_MS, signal: reader.signal }
  const masters = await reader.admin.cluster.masters(options)
  const brokersOwn = namedAfterBrokers(masters)
  const isCounted = (topic: string): boolean => !brokersOwn.has(topic) && reader.isCounted(topic)
  const readings = await Promise.all(
    masters.map(async node => {
      const counters = await readBroker({ ...reader, isCounted }, node, options).catch(() => undefined)
      return [node.brokerName, counters] as const
    }),
  )
  return { minute, brokers: new Map(readings) }
}

async function readBroker(
  reader: CounterReader,
  { addr }: BrokerNode,
  options: CallOptions,
): Promise<BrokerCounters | undefined> {
  const { cluster } = reader.admin
  const readAtMs = reader.clock.nowMs()
  const [bootTimestamp, configs, offsets] = await Promise.all([
    bootTimestampOf(reader.admin, addr, options),
    cluster.call(addr, getAllTopicConfig, { header: {} }, options),
    cluster.call(addr, getAllConsumerOffset, { header: {} }, options),
  ])
  const counted = [...configs.body.topicConfigTable.keys()].filter(reader.isCounted)
  const topics = await readTopics(reader.admin, addr, counted, options)
  // Started again meanwhile: the parts do not belong together.
  if ((await bootTimestampOf(reader.admin, addr, options)) !== bootTimestamp) return undefined
  const groups = [...offsets.body.offsetTable].filter(([key]) => topics.has(topicOfKey(key)))
  return { addr, bootTimestamp, readAtMs, topics, groups: new Map(groups) }
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
    { placeOf: () => addr, signal: options.signal },
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
