/** How one group stands to one message, as the broker that holds it sees the group. */
import {
  compileSql92,
  type PlacedQueue,
  PropertyName,
  RemotingError,
  type StoredMessage,
} from '@gantry/remoting'
import { type ConsumerConnection, getConsumerConnectionList } from '@gantry/remoting/requests'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { isOffline } from './refusals.ts'

export interface GroupLook {
  readonly wireGroup: string
  /** Undefined while nobody is connected. */
  readonly connections: ConsumerConnection | undefined
  /** Offset that the group takes next; undefined where it has none. */
  readonly consumerOffset: bigint | undefined
}

export async function lookAtGroup(
  { admin }: InstanceHandle,
  queue: PlacedQueue,
  wireGroup: string,
  signal: AbortSignal,
): Promise<GroupLook> {
  const input = { header: { consumerGroup: wireGroup } }
  const [connections, consumerOffset] = await Promise.all([
    admin.cluster
      .call(queue.node.addr, getConsumerConnectionList, input, { signal })
      .then(({ body }) => body, noneIsOnline),
    admin.offsets.query(wireGroup, queue, { signal }),
  ])
  return { wireGroup, connections, consumerOffset }
}

function noneIsOnline(error: unknown): undefined {
  if (!isOffline(error)) throw error
  return undefined
}

export type Subscription =
  ConsumerConnection['subscriptionTable'] extends ReadonlyMap<string, infer S> ? S : never

/** Undefined while nobody is online to tell. */
export function subscriptionOf({ connections }: GroupLook, wireTopic: string): Subscription | undefined {
  return connections?.subscriptionTable.get(wireTopic)
}

/** @returns undefined where it cannot be told */
export function wantsMessage(subscription: Subscription, message: StoredMessage): boolean | undefined {
  const { expressionType, subString, tagsSet } = subscription
  if (expressionType !== 'SQL92') {
    const tag = message.properties.get(PropertyName.TAGS)
    return subString === '*' || subString === '' || (tag !== undefined && tagsSet.includes(tag))
  }
  try {
    return compileSql92(subString)(message.properties)
  } catch {
    // Brokers refuse such a subscription: it is of a kind that the console does not know.
    return undefined
  }
}

/** A sentence for what did not answer. */
export function reasonOf(error: unknown): string {
  return error instanceof RemotingError ? error.message : 'The broker did not answer.'
}
