/** Readings of counters as tests write them. */
import type { BrokerCounters, ClusterCounters } from '../src/statistics/counters.ts'

export interface ToldCounters {
  /** Topic → maximum offset of each queue, whose minimum is 0. */
  readonly topics?: Readonly<Record<string, readonly number[]>>
  /** `topic@group` → offset in each queue. */
  readonly groups?: Readonly<Record<string, readonly number[]>>
  /** Group → IDs of its clients; undefined: the broker did not tell. */
  readonly clients?: Readonly<Record<string, readonly string[] | undefined>>
  readonly bootTimestamp?: string
  readonly addr?: string
  /** Beyond the full minute. */
  readonly lateMs?: number
}

/** @param told by `brokerName`; undefined: it did not answer */
export function countersAt(
  minute: number,
  told: Readonly<Record<string, ToldCounters | undefined>>,
): ClusterCounters {
  const brokers = Object.entries(told).map(([brokerName, counters]): [string, BrokerCounters | undefined] => [
    brokerName,
    counters && brokerCounters(minute, counters),
  ])
  return { minute, brokers: new Map(brokers) }
}

function brokerCounters(minute: number, told: ToldCounters): BrokerCounters {
  const {
    topics = {},
    groups = {},
    clients = {},
    bootTimestamp = '1',
    addr = '127.0.0.1:10911',
    lateMs = 0,
  } = told
  return {
    addr,
    bootTimestamp,
    readAtMs: minute * 60_000 + lateMs,
    topics: byQueue(topics, max => ({ min: 0n, max: BigInt(max) })),
    groups: byQueue(groups, BigInt),
    clients: new Map(Object.entries(clients)),
  }
}

function byQueue<V>(
  told: Readonly<Record<string, readonly number[]>>,
  readOffset: (offset: number) => V,
): Map<string, Map<number, V>> {
  return new Map(
    Object.entries(told).map(([name, offsets]) => [
      name,
      new Map(offsets.map((offset, queueId) => [queueId, readOffset(offset)])),
    ]),
  )
}
