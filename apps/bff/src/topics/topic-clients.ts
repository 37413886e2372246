/** Who consumes a topic, and who is connected to its brokers as a producer. */
import { type ResponseOf, toInt64, type topicProducers, type topicSubscriptions } from '@gantry/contract'
import { fanOut, isSystemGroup, releaseOf } from '@gantry/remoting'
import { getAllProducerInfo } from '@gantry/remoting/requests'
import {
  accumulatedOf,
  clientsOf,
  messageModelOf,
  subscriptionsOf,
} from '../platform/brokers/group-figures.ts'
import { partialOf } from '../platform/brokers/partial-of.ts'
import { toTimestamp } from '../platform/clock.ts'
import type { Caller } from '../platform/http/caller.ts'
import { findEverywhere } from './topic-inventory.ts'
import { requireNoBrokersOwn, requireWireTopic } from './topic-names.ts'
import type { TopicNeeds, TopicParams } from './topic-needs.ts'
import { orUnrouted } from './topic-view.ts'

/** Two rounds: which groups, then all their figures together. */
export async function listSubscriptions(
  { db, clock, instances }: TopicNeeds,
  caller: Caller,
  params: TopicParams,
  signal: AbortSignal,
): Promise<ResponseOf<typeof topicSubscriptions>> {
  const handle = await instances.instanceFor(params.instanceId, caller)
  const asOf = toTimestamp(clock.nowMs())
  const wireTopic = requireWireTopic(handle, params)
  const groups = await orUnrouted(handle.admin.topics.groups(wireTopic, { signal }), () =>
    findEverywhere(db, handle, params, signal),
  )
  const nodes = [...(groups?.answered ?? []), ...(groups?.failed ?? [])].map(({ item }) => item)
  requireNoBrokersOwn(nodes, wireTopic, params)
  const names = new Set(groups?.answered.flatMap(({ value }) => value))
  const isShown = (name: string): boolean => !isSystemGroup(name) && handle.groups.show(name) !== undefined
  const wireGroups = [...names].filter(isShown).toSorted()
  const states = await handle.admin.consumption.liveStates(wireGroups, { signal })
  return {
    items: states.map(state => {
      const subscription = subscriptionsOf(state).get(wireTopic)
      const accumulated = accumulatedOf(state, wireTopic)
      const clients = clientsOf(state).size
      return {
        // A group from outside the instance is shown by its full name: it takes messages all the same.
        group: handle.groups.show(state.group) ?? state.group,
        isOnline: clients > 0,
        clients,
        expression: subscription?.expression ?? null,
        expressionType: subscription?.expressionType ?? null,
        messageModel: messageModelOf(state),
        accumulated: accumulated === null ? null : toInt64(accumulated),
      }
    }),
    nextCursor: null,
    partial: partialOf([...(groups?.failed ?? []), ...states.flatMap(({ failed }) => failed)]),
    asOf,
  }
}

/** In it is every Java client, whatever else it is. */
const EVERY_JAVA_CLIENT = 'CLIENT_INNER_PRODUCER'

/**
 * Brokers know which producers are connected, not which topics they send to: shown are those of the instance.
 * @throws UnsupportedByBroker on brokers before 4.9.4
 */
export async function listProducers(
  { db, clock, instances }: TopicNeeds,
  caller: Caller,
  params: TopicParams,
  signal: AbortSignal,
): Promise<ResponseOf<typeof topicProducers>> {
  const handle = await instances.instanceFor(params.instanceId, caller)
  const asOf = toTimestamp(clock.nowMs())
  const wireTopic = requireWireTopic(handle, params)
  const { cluster } = handle.admin
  const masters = await orUnrouted(cluster.mastersOf(wireTopic, { signal }), () =>
    findEverywhere(db, handle, params, signal),
  )
  requireNoBrokersOwn(masters ?? [], wireTopic, params)
  const { answered, failed } = await fanOut(
    masters ?? [],
    ({ addr }) => cluster.call(addr, getAllProducerInfo, { header: {} }, { signal }),
    { placeOf: ({ addr }) => addr, signal },
  )
  const [failure] = failed
  if (answered.length === 0 && failure) throw failure.error
  const producers = new Map<string, ResponseOf<typeof topicProducers>['items'][number]>()
  for (const { value } of answered) {
    for (const [wireGroup, infos] of value.body.data) {
      const producerGroup = wireGroup === EVERY_JAVA_CLIENT ? undefined : handle.groups.unwire(wireGroup)
      if (producerGroup === undefined) continue
      for (const { clientId, remoteIP, language, version } of infos) {
        producers.set(`${producerGroup} ${clientId}`, {
          producerGroup,
          clientId,
          clientAddr: remoteIP.replace(/^\//, ''),
          language,
          release: releaseOf(version) ?? null,
        })
      }
    }
  }
  return { items: [...producers.values()], nextCursor: null, partial: partialOf(failed), asOf }
}
