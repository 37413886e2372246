/**
 * Everything that brokers and clients tell of a group, in two rounds: progress and connections from each master, then at once the
 * time span of each topic on each master and the running information of each client.
 */
import type { BrokerNode, FanOutFailure, GroupLiveState } from '@gantry/remoting'
import type { ConsumerRunningInfo, QueueTimeSpan, SubscriptionGroupConfig } from '@gantry/remoting/requests'
import { type ClientOfGroup, clientsOf, messageModelOf } from '../platform/brokers/group-figures.ts'
import type { Holdings } from '../platform/brokers/holdings.ts'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { isUnknownTopic } from '../platform/brokers/unknown-topic.ts'
import type { Caller } from '../platform/http/caller.ts'
import { clientProblem } from './client-problem.ts'
import type { ConsumerNeeds, GroupParams } from './consumer-needs.ts'
import { type QueueKey, queueKey } from './queue-key.ts'
import type { UnseenClients } from './unseen-clients.ts'

export interface Unasked {
  readonly clientId: string
  readonly reason: string
}

export interface ConsumersRead {
  readonly handle: InstanceHandle
  readonly wireGroup: string
  /** Which masters have the group, and how it is set there. */
  readonly holdings: Holdings<SubscriptionGroupConfig>
  /** Undefined for a group that no broker has. */
  readonly state: GroupLiveState | undefined
  /** Connected clients by their ID. */
  readonly clients: ReadonlyMap<string, ClientOfGroup>
  /** Of the clients that answered, by their ID. */
  readonly infos: ReadonlyMap<string, ConsumerRunningInfo>
  /** Those that did not. */
  readonly unasked: readonly Unasked[]
  /** The group is consumed by clients that brokers do not name. */
  readonly hasUnseenClients: boolean
  readonly spans: ReadonlyMap<QueueKey, QueueTimeSpan>
  readonly failed: ReadonlyArray<FanOutFailure<BrokerNode>>
  /** When it was read, in ms. */
  readonly nowMs: number
}

export interface ReadingNeeds extends ConsumerNeeds {
  readonly unseen: UnseenClients
}

/** A client that hangs must not hold up the page of its whole group. */
export const CLIENT_TIMEOUT_MS = 3_000

/** @throws AppError NOT_FOUND */
export async function readConsumers(
  { clock, instances, groups, unseen }: ReadingNeeds,
  caller: Caller,
  params: GroupParams,
  signal: AbortSignal,
): Promise<ConsumersRead> {
  const handle = await instances.instanceFor(params.instanceId, caller)
  const nowMs = clock.nowMs()
  const { found, state } = await groups.lookAt(handle, params, signal)
  const { wireGroup, holdings } = found
  const clients = state ? clientsOf(state) : new Map<string, ClientOfGroup>()
  const key = `${handle.cluster.cluster_id} ${wireGroup}`
  const hasUnseenClients = state !== undefined && unseen.look(key, state, nowMs)
  const [told, spanned] = await Promise.all([
    askClients(handle, wireGroup, clients, signal),
    askSpans(handle, wireGroup, state, signal),
  ])
  const failed = [...holdings.failed, ...(state?.failed ?? []), ...spanned.failed]
  const { spans } = spanned
  return { handle, wireGroup, holdings, state, clients, ...told, hasUnseenClients, spans, failed, nowMs }
}

async function askClients(
  { admin }: InstanceHandle,
  wireGroup: string,
  clients: ReadonlyMap<string, ClientOfGroup>,
  signal: AbortSignal,
): Promise<Pick<ConsumersRead, 'infos' | 'unasked'>> {
  const asked = [...clients].map(([clientId, { node }]) => ({ clientId, node }))
  const options = { signal, timeoutMs: CLIENT_TIMEOUT_MS }
  const { answered, failed } = await admin.clients.runningInfos(wireGroup, asked, {}, options)
  return {
    infos: new Map(answered.map(({ item, value }) => [item.clientId, value])),
    unasked: failed.map(({ item: { clientId }, error }) => ({
      clientId,
      reason: clientProblem(error, clientId).detail,
    })),
  }
}

async function askSpans(
  { admin }: InstanceHandle,
  wireGroup: string,
  state: GroupLiveState | undefined,
  signal: AbortSignal,
): Promise<Pick<ConsumersRead, 'spans' | 'failed'>> {
  // Clients that broadcast keep their offsets: the broker would measure from where it knows nothing.
  if (state === undefined || messageModelOf(state) === 'BROADCASTING') return { spans: new Map(), failed: [] }
  const places = state.views.flatMap(({ node, stats }) => {
    const topics = new Set(stats.offsetTable.map(([{ topic }]) => topic))
    return [...topics].map(topic => ({ node, topic }))
  })
  const { answered, failed } = await admin.consumption.timeSpans(wireGroup, places, { signal })
  return {
    spans: new Map(
      answered.flatMap(({ value }) => value.map(span => [queueKey(span.messageQueue), span] as const)),
    ),
    failed: failed
      .filter(({ error }) => !isUnknownTopic(error))
      .map(({ item, place, error }) => ({ item: item.node, place, error })),
  }
}
