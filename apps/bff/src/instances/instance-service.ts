/** Instances as other capabilities and the operations know them. */
import type {
  Blocker,
  BodyOf,
  Instance,
  instanceCreate,
  instanceList,
  instanceUpdate,
  instanceView,
  QueryOf,
  ResponseOf,
} from '@gantry/contract'
import type { ClusterRow } from '../clusters/cluster-clients.ts'
import type { InstanceDoor, InstanceHandle } from '../platform/brokers/instance-handle.ts'
import type { Caller } from '../platform/http/caller.ts'
import { ensureDefaultInstance } from './default-instance.ts'
import { changeInstance, createInstance } from './instance-changes.ts'
import { removeInstance } from './instance-delete.ts'
import { handleOf, openSeen, seenHandles, takePlace } from './instance-door.ts'
import { listInstances, viewInstance } from './instance-list.ts'
import type { InstanceNeeds } from './instance-needs.ts'
import type { DecidedInstance } from './instance-present.ts'
import {
  countInstancesByAccount,
  selectInstances,
  selectInstancesOf,
  selectInstancesOn,
} from './instance-store.ts'
import type { InstanceTable } from './instance-table.ts'
import { ensureNamedInstance, forgetNamedInstance } from './named-instance.ts'
import type { OwnHandle } from './own-handle.ts'
import { RecentCounters } from './recent-counters.ts'

export interface SeenInstance extends Pick<InstanceHandle, 'isWhole' | 'topics' | 'groups'> {
  readonly instanceId: string
  readonly name: string
  /** Messages each second. */
  readonly inboundTps: number
  readonly outboundTps: number
}

export interface InstanceService extends InstanceDoor {
  list(
    caller: Caller,
    query: QueryOf<typeof instanceList>,
    signal: AbortSignal,
  ): Promise<ResponseOf<typeof instanceList>>
  /** @throws AppError NOT_FOUND */
  view(caller: Caller, instanceId: string, signal: AbortSignal): Promise<ResponseOf<typeof instanceView>>
  /** @throws AppError NOT_FOUND, CONFLICT */
  create(caller: Caller, wanted: BodyOf<typeof instanceCreate>, signal: AbortSignal): Promise<Instance>
  /** @throws AppError NOT_FOUND, CONFLICT, LIMIT_EXCEEDED, BROKER_UNAVAILABLE */
  update(
    instanceId: string,
    wanted: BodyOf<typeof instanceUpdate>,
    signal: AbortSignal,
  ): Promise<{ readonly before: Instance; readonly after: Instance }>
  /** @returns what it was. @throws AppError NOT_FOUND, IN_USE, BROKER_UNAVAILABLE */
  remove(
    instanceId: string,
    ifUnreachable: 'refuse' | 'forget',
    signal: AbortSignal,
  ): Promise<DecidedInstance>
  /** Those of which the caller sees anything, with what they are made to hold. No broker is asked. */
  seenBy(caller: Caller): Promise<SeenInstance[]>
  /** Every instance of a cluster. No broker is asked. */
  handlesOn(cluster: ClusterRow): Promise<InstanceHandle[]>
  /** What is in the way of removing a cluster. */
  blockersOn(clusterId: string): Promise<Blocker[]>
  /** What belongs to a tenant account. */
  blockersOf(accountId: string): Promise<Blocker[]>
  /** By account ID; an account without instances is not in it. */
  countsByAccount(): Promise<ReadonlyMap<string, number>>
  /**
   * Sees to it that the cluster has an instance without a namespace, which adopts what lives there. No broker is asked.
   * @param name taken when there is none yet
   */
  ensureDefault(clusterId: string, name: string): Promise<void>
  /**
   * Makes an instance where its cluster has none of that name. No broker is asked.
   * @returns its ID
   */
  ensureNamed(wanted: BodyOf<typeof instanceCreate>): Promise<string>
  /**
   * Takes back what `ensureDefault` and `ensureNamed` made, where the cluster has nothing else. No broker is asked.
   * @param empty forgets what is noted in the named instance
   * @returns false where something is left
   */
  forgetNamed(
    wanted: Pick<BodyOf<typeof instanceCreate>, 'name' | 'clusterId'>,
    empty: (instanceId: string) => Promise<void>,
  ): Promise<boolean>
}

export function createInstanceService(given: Omit<InstanceNeeds, 'recentCounters'>): InstanceService {
  const { db, clock } = given
  const needs: InstanceNeeds = { ...given, recentCounters: new RecentCounters(clock) }
  return {
    instanceFor: (instanceId, caller, reach) => openSeen(needs, instanceId, caller, reach),
    takePlace: (instanceId, take) => takePlace(needs, instanceId, take),
    list: (caller, query, signal) => listInstances(needs, caller, query, signal),
    view: (caller, instanceId, signal) => viewInstance(needs, caller, instanceId, signal),
    create: (caller, wanted, signal) => createInstance(needs, caller, wanted, signal),
    update: (instanceId, wanted, signal) => changeInstance(needs, instanceId, wanted, signal),
    remove: (instanceId, ifUnreachable, signal) => removeInstance(needs, instanceId, ifUnreachable, signal),
    async seenBy(caller) {
      const handles = await seenHandles(needs, caller, await selectInstances(db))
      return handles.map(asSeen)
    },
    async handlesOn(cluster) {
      const rows = await selectInstancesOn(db, cluster.cluster_id)
      return rows.map(row => handleOf(needs, row, cluster))
    },
    blockersOn: async clusterId => (await selectInstancesOn(db, clusterId)).map(asBlocker),
    blockersOf: async accountId => (await selectInstancesOf(db, accountId)).map(asBlocker),
    countsByAccount: () => countInstancesByAccount(db),
    ensureDefault: (clusterId, name) => ensureDefaultInstance(needs, clusterId, name),
    ensureNamed: wanted => ensureNamedInstance(needs, wanted),
    forgetNamed: (wanted, empty) => forgetNamedInstance(needs, wanted, empty),
  }
}

function asBlocker({ instance_id, name }: InstanceTable): Blocker {
  return { kind: 'instance', name, instanceId: instance_id }
}

function asSeen({ instance, isWhole, topics, groups }: OwnHandle): SeenInstance {
  const { instance_id: instanceId, name, inbound_tps: inboundTps, outbound_tps: outboundTps } = instance
  return { instanceId, name, inboundTps, outboundTps, isWhole, topics, groups }
}
