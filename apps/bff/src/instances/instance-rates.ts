/**
 * Messages a second that the instances of one cluster take in and give out, over the last minute: brokers count them for
 * each topic and each group. All are asked together, within a bound for each broker, unless they were asked a moment ago.
 */
import { type BrokerNode, BrokerRefused, type FanOutFailure, fanOut } from '@gantry/remoting'
import { getConsumeStats } from '@gantry/remoting/requests'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import type { ReadCounter, RecentCounters } from './recent-counters.ts'

export interface InstanceContent {
  readonly handle: InstanceHandle
  /** Names without the namespace. */
  readonly topics: ReadonlySet<string>
  readonly groups: ReadonlySet<string>
}

export interface Rates {
  /** Null when some broker did not say: a sum without its part would be wrong. */
  readonly inTps: number | null
  readonly outTps: number | null
}

export interface ClusterRates {
  /** By instance ID. */
  readonly byInstance: ReadonlyMap<string, Rates>
  /** When the oldest of the counters was read, ms since 1970; Infinity where nothing was counted. */
  readonly readAtMs: number
  readonly masters: readonly BrokerNode[]
  /** Masters that did not answer. */
  readonly failed: ReadonlyArray<FanOutFailure<BrokerNode>>
}

type Direction = 'in' | 'out'

interface Counter {
  readonly node: BrokerNode
  /** Undefined: only whether the broker answers is asked. */
  readonly instanceId: string | undefined
  readonly direction: Direction
  readonly wireName: string
}

const TIMEOUT_MS = 3_000
/** A broker has counted nothing under that name since it started. */
const SYSTEM_ERROR = 1

/**
 * @param contents of one cluster, one at least
 * @throws RemotingError when no name server answers, or they know no broker
 */
export async function readRates(
  recent: RecentCounters,
  contents: readonly [InstanceContent, ...InstanceContent[]],
  signal: AbortSignal,
): Promise<ClusterRates> {
  const [{ handle }] = contents
  const options = { timeoutMs: TIMEOUT_MS, signal }
  const masters = await handle.admin.cluster.masters(options)
  const { answered, failed } = await fanOut(
    masters.flatMap(node => countersAt(node, contents)),
    counter => recentCounter(recent, handle, counter, options),
    { placeOf: ({ node }) => node.addr, signal },
  )
  const sums = new Map(contents.map(content => [idOf(content), { in: 0, out: 0 }]))
  let readAtMs = Number.POSITIVE_INFINITY
  for (const { item, value } of answered) {
    readAtMs = Math.min(readAtMs, value.readAtMs)
    const sum = item.instanceId === undefined ? undefined : sums.get(item.instanceId)
    if (sum) sum[item.direction] += value.value
  }
  const isWhole = failed.length === 0
  const byInstance = [...sums].map(([instanceId, sum]): [string, Rates] => [
    instanceId,
    isWhole ? { inTps: sum.in, outTps: sum.out } : { inTps: null, outTps: null },
  ])
  return {
    byInstance: new Map(byInstance),
    readAtMs,
    masters,
    failed: failed.map(({ item, place, error }) => ({ item: item.node, place, error })),
  }
}

function countersAt(node: BrokerNode, contents: readonly InstanceContent[]): Counter[] {
  // Asked first, and also of a broker that holds nothing of these instances: does it answer at all?
  const sign: Counter = { node, instanceId: undefined, direction: 'in', wireName: '' }
  const counters = contents.flatMap(content => {
    const { topics, groups, handle } = content
    const of = (direction: Direction, name: string): Counter => ({
      node,
      instanceId: idOf(content),
      direction,
      wireName: handle.wire(name),
    })
    return [...[...topics].map(name => of('in', name)), ...[...groups].map(name => of('out', name))]
  })
  return [sign, ...counters]
}

interface AskOptions {
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

async function recentCounter(
  recent: RecentCounters,
  handle: InstanceHandle,
  counter: Counter,
  options: AskOptions,
): Promise<ReadCounter> {
  const { node, instanceId, direction, wireName } = counter
  // Whether a broker answers is asked anew each time.
  if (instanceId === undefined) {
    return { value: await readCounter(handle, counter, options), readAtMs: Number.POSITIVE_INFINITY }
  }
  const key = [handle.cluster.cluster_id, node.addr, direction, wireName].join(' ')
  // Others may wait for it: it does not end with whoever asked first.
  return recent.read(key, () => readCounter(handle, counter, { timeoutMs: TIMEOUT_MS }))
}

async function readCounter(
  { admin }: InstanceHandle,
  { node, direction, wireName }: Counter,
  options: AskOptions,
): Promise<number> {
  if (direction === 'out') {
    const header = { consumerGroup: wireName }
    return (await admin.cluster.call(node.addr, getConsumeStats, { header }, options)).body.consumeTps
  }
  try {
    return (await admin.brokers.statsItem(node.addr, 'TOPIC_PUT_NUMS', wireName, options)).statsMinute.tps
  } catch (error) {
    if (error instanceof BrokerRefused && error.responseCode === SYSTEM_ERROR) return 0
    throw error
  }
}

function idOf({ handle }: InstanceContent): string {
  return handle.instance.instance_id
}
