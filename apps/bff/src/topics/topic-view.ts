/** One topic: what it is, its queues, and the route that clients get. */
import { type ResponseOf, toInt64, type topicRoutes, type topicView } from '@gantry/contract'
import { type PerBroker, RemotingError } from '@gantry/remoting'
import type { TopicStatsTable } from '@gantry/remoting/requests'
import { partialOf } from '../platform/brokers/partial-of.ts'
import { isUnknownTopic } from '../platform/brokers/unknown-topic.ts'
import { toTimestamp } from '../platform/clock.ts'
import type { Caller } from '../platform/http/caller.ts'
import { type FoundTopic, findEverywhere } from './topic-inventory.ts'
import { requireNoBrokersOwn, requireWireTopic } from './topic-names.ts'
import type { TopicNeeds, TopicParams } from './topic-needs.ts'
import { presentTopic } from './topic-present.ts'

export async function viewTopic(
  { db, clock, instances }: TopicNeeds,
  caller: Caller,
  params: TopicParams,
  signal: AbortSignal,
): Promise<ResponseOf<typeof topicView>> {
  const handle = await instances.instanceFor(params.instanceId, caller)
  const asOf = toTimestamp(clock.nowMs())
  const wireTopic = requireWireTopic(handle, params)
  const [{ row, holdings }, stats] = await Promise.all([
    findEverywhere(db, handle, params, signal),
    handle.admin.topics.stats(wireTopic, { signal }).catch(noQueues),
  ])
  const names = { topic: params.topic, wireTopic, granted: handle.granted(params.topic) }
  const attributes = holdings.byName.get(wireTopic)?.[0]?.config.attributes
  return {
    topic: presentTopic(names, row, holdings),
    queues: queuesOf(stats),
    attributes: Object.fromEntries(attributes ?? []),
    partial: partialOf([...holdings.failed, ...stats.failed.filter(({ error }) => !isUnknownTopic(error))]),
    asOf,
  }
}

type Queue = ResponseOf<typeof topicView>['queues'][number]

function queuesOf({ answered }: PerBroker<TopicStatsTable>): Queue[] {
  return answered
    .flatMap(({ value }) => value.offsetTable)
    .map(([{ brokerName, queueId }, { minOffset, maxOffset, lastUpdateTimestamp }]) => ({
      brokerName,
      queueId,
      minOffset: toInt64(minOffset),
      maxOffset: toInt64(maxOffset),
      lastUpdateAt: lastUpdateTimestamp > 0 ? toTimestamp(lastUpdateTimestamp) : null,
    }))
    .toSorted((a, b) =>
      a.brokerName === b.brokerName ? a.queueId - b.queueId : a.brokerName < b.brokerName ? -1 : 1,
    )
}

/** A topic that no broker has registered, or that a route still names after brokers have lost it, has no queues. */
function noQueues(error: unknown): PerBroker<never> {
  if (isRouteless(error) || isUnknownTopic(error)) return { answered: [], failed: [] }
  throw error
}

function isRouteless(error: unknown): boolean {
  return error instanceof RemotingError && error.code === 'NO_ROUTE'
}

export async function viewRoutes(
  { db, instances }: TopicNeeds,
  caller: Caller,
  params: TopicParams,
  signal: AbortSignal,
): Promise<ResponseOf<typeof topicRoutes>> {
  const handle = await instances.instanceFor(params.instanceId, caller)
  const wireTopic = requireWireTopic(handle, params)
  const route = await orUnrouted(handle.admin.topics.route(wireTopic, { signal }), () =>
    findEverywhere(db, handle, params, signal),
  )
  const nodes = route?.brokerDatas.map(({ cluster, brokerName }) => ({ clusterName: cluster, brokerName }))
  requireNoBrokersOwn(nodes ?? [], wireTopic, params)
  return {
    queueDatas: (route?.queueDatas ?? []).map(({ brokerName, readQueueNums, writeQueueNums, perm }) => ({
      brokerName,
      readQueueNums,
      writeQueueNums,
      perm,
    })),
    brokerDatas: (route?.brokerDatas ?? []).map(({ cluster, brokerName, brokerAddrs }) => ({
      cluster,
      brokerName,
      brokerAddrs: Object.fromEntries([...brokerAddrs].map(([id, addr]) => [String(id), addr])),
    })),
  }
}

/**
 * What needs the topic's route: without one it has no answer, be it that the topic is to be repaired, or that there is none
 * (then `find` throws).
 */
export async function orUnrouted<T>(
  call: Promise<T>,
  find: () => Promise<FoundTopic>,
): Promise<T | undefined> {
  try {
    return await call
  } catch (error) {
    if (!isRouteless(error)) throw error
    await find()
    return undefined
  }
}
