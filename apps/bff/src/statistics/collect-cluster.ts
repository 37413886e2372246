/** One minute of one cluster: counters are read, held against those of the minute before, and told as lines. */
import type { ClusterRow } from '../clusters/cluster-clients.ts'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import type { BrokerCounters, ClusterCounters } from './counters.ts'
import { figuresBetween } from './figures.ts'
import { type Line, linesOf, type Sum, sumsOf } from './instance-lines.ts'
import { ownersOf } from './owners.ts'
import { readBytes } from './read-bytes.ts'
import { readCounters } from './read-counters.ts'
import { readDelays } from './read-delays.ts'
import type { CollectorNeeds } from './statistics-needs.ts'

export interface CollectedMinute {
  /** For the minute that comes. */
  readonly counters: ClusterCounters | undefined
  readonly lines: readonly Line[]
  /** Of each instance and kind. */
  readonly sums: readonly Sum[]
}

/** A reset is noted after the brokers have done it, perhaps by a replica whose clock is behind. */
const NOTED_LATE_MS = 10_000

/**
 * @param before what was read a minute ago, if anything was
 * @throws RemotingError when no name server answers; database errors
 */
export async function collectCluster(
  needs: CollectorNeeds,
  cluster: ClusterRow,
  minute: number,
  before: ClusterCounters | undefined,
  signal: AbortSignal,
): Promise<CollectedMinute> {
  const handles = await needs.instances.handlesOn(cluster)
  const [first] = handles
  if (first === undefined) return { counters: undefined, lines: [], sums: [] }
  const owners = ownersOf(handles)
  const { admin } = first
  const counters = await readCounters({ admin, clock: needs.clock, owners, signal }, minute)
  if (before === undefined) return { counters, lines: [], sums: [] }
  const figures = figuresBetween(before, counters, await movedSince(needs, handles, before))
  const moved = linesOf(owners, figures)
  const brokers = answeredOf(counters)
  const addrs = brokers.map(({ addr }) => addr)
  const [bytes, delays] = await Promise.all([
    readBytes(admin, addrs, moved, signal),
    readDelays(admin, brokers, figures, signal),
  ])
  const lines = moved.map(line => {
    const delaySeconds = line.kind === 'consumption' ? (delays.get(line.wireKey) ?? null) : null
    return { ...line, figures: { ...line.figures, bytes: bytes.get(line) ?? null, delaySeconds } }
  })
  return { counters, lines, sums: sumsOf(handles, lines, figures.isWhole) }
}

async function movedSince(
  { offsets }: CollectorNeeds,
  handles: readonly InstanceHandle[],
  before: ClusterCounters,
): Promise<Set<string>> {
  const byInstance = new Map(handles.map(handle => [handle.instance.instance_id, handle]))
  const readAtMs = Math.min(...answeredOf(before).map(each => each.readAtMs))
  // Nothing was read: nothing is compared.
  if (readAtMs === Number.POSITIVE_INFINITY) return new Set()
  const moved = await offsets.movedSince(readAtMs - NOTED_LATE_MS)
  return new Set(
    moved.flatMap(({ instance_id, topic, group }) => {
      const handle = byInstance.get(instance_id)
      return handle ? [`${handle.wire(topic)}@${handle.wire(group)}`] : []
    }),
  )
}

function answeredOf({ brokers }: ClusterCounters): BrokerCounters[] {
  return [...brokers.values()].filter(counters => counters !== undefined)
}
