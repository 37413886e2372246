/** What instances use now, read from the brokers of their clusters. */
import type { Partial } from '@gantry/contract'
import type { HeldNames } from '../platform/brokers/held-names.ts'
import { partialOf } from '../platform/brokers/partial-of.ts'
import { toAppError } from '../platform/http/problem.ts'
import type { InstanceNeeds } from './instance-needs.ts'
import { type Rates, readRates } from './instance-rates.ts'
import type { OwnHandle } from './own-handle.ts'
import type { RecentCounters } from './recent-counters.ts'

export interface InstanceUsage extends Rates {
  readonly state: 'RUNNING' | 'DEGRADED' | 'UNREACHABLE'
  readonly topics: HeldNames
  readonly groups: HeldNames
}

export interface UsageAnswer {
  /** Of every instance, by its ID. */
  readonly byInstance: ReadonlyMap<string, InstanceUsage>
  /** When the oldest of the figures was read, ms since 1970. */
  readonly asOfMs: number
  readonly partial: Partial | null
}

const NOTHING_KNOWN: HeldNames = { names: new Set(), noted: new Set(), held: new Set(), isWhole: false }

const NOTHING_READ_MS = Number.POSITIVE_INFINITY

/** Never fails for what a cluster does: its instances are `UNREACHABLE` then, and `partial` says why. */
export async function readUsage(
  {
    topics,
    groups,
    clock,
    recentCounters,
  }: Pick<InstanceNeeds, 'topics' | 'groups' | 'clock' | 'recentCounters'>,
  handles: readonly OwnHandle[],
  signal: AbortSignal,
): Promise<UsageAnswer> {
  const nowMs = clock.nowMs()
  const [topicNames, groupNames] = await Promise.all([
    topics.namesOf(handles, signal),
    groups.namesOf(handles, signal),
  ])
  const contentOf = (handle: OwnHandle): Content => ({
    handle,
    topics: topicNames.get(handle.instance.instance_id) ?? NOTHING_KNOWN,
    groups: groupNames.get(handle.instance.instance_id) ?? NOTHING_KNOWN,
  })
  const byCluster = Map.groupBy(handles.map(contentOf), ({ handle }) => handle.cluster.cluster_id)
  const answers = await Promise.all(
    [...byCluster.values()].map(contents => usageOn(recentCounters, contents, signal)),
  )
  const reasons = answers.flatMap(({ partial }) => partial?.reasons ?? [])
  return {
    byInstance: new Map(answers.flatMap(({ byInstance }) => [...byInstance])),
    asOfMs: Math.min(nowMs, ...answers.map(({ asOfMs }) => asOfMs)),
    partial: reasons.length === 0 ? null : { reasons },
  }
}

interface Content {
  readonly handle: OwnHandle
  readonly topics: HeldNames
  readonly groups: HeldNames
}

/** @param contents of one cluster */
async function usageOn(
  recent: RecentCounters,
  contents: readonly Content[],
  signal: AbortSignal,
): Promise<UsageAnswer> {
  const asked = contents.map(({ handle, topics, groups }) => ({
    handle,
    topics: topics.names,
    groups: groups.names,
  }))
  const [first, ...others] = asked
  if (first === undefined) return { byInstance: new Map(), asOfMs: NOTHING_READ_MS, partial: null }
  try {
    const { byInstance, readAtMs, masters, failed } = await readRates(recent, [first, ...others], signal)
    const partial = partialOf(failed)
    const isAway = partial !== null && partial.reasons.length === masters.length
    const state = partial === null ? 'RUNNING' : isAway ? 'UNREACHABLE' : 'DEGRADED'
    return { byInstance: usages(contents, state, byInstance), asOfMs: readAtMs, partial }
  } catch (error) {
    signal.throwIfAborted()
    const reason = { brokerAddr: first.handle.cluster.namesrv_addr, message: toAppError(error).detail }
    const byInstance = usages(contents, 'UNREACHABLE', new Map())
    return { byInstance, asOfMs: NOTHING_READ_MS, partial: { reasons: [reason] } }
  }
}

function usages(
  contents: readonly Content[],
  state: InstanceUsage['state'],
  rates: ReadonlyMap<string, Rates>,
): Map<string, InstanceUsage> {
  return new Map(
    contents.map(({ handle: { instance }, topics, groups }) => {
      const { inTps = null, outTps = null } = rates.get(instance.instance_id) ?? {}
      return [instance.instance_id, { state, topics, groups, inTps, outTps }]
    }),
  )
}
