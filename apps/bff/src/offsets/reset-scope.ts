/** The group and the topic whose offsets are to be moved, with all that is known of them before anything is decided. */
import type { BrokerNode, FanOutFailure } from '@gantry/remoting'
import { isRetryTopic } from '@gantry/remoting'
import type { TopicOffset } from '@gantry/remoting/requests'
import { problem } from '@gantry/rules'
import { clientsOf, messageModelOf, subscriptionsOf } from '../platform/brokers/group-figures.ts'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { AppError } from '../platform/http/app-error.ts'
import type { Caller } from '../platform/http/caller.ts'
import { fieldError } from '../platform/http/validation.ts'
import type { GroupParams, OffsetNeeds } from './offset-needs.ts'

/** A queue as it is stored, with where the group stands in it. */
export interface ScopedQueue {
  readonly node: BrokerNode
  readonly topic: string
  readonly queueId: number
  readonly stored: TopicOffset
  /** Undefined: the group has no offset there. */
  readonly before: bigint | undefined
}

export interface ResetScope {
  readonly handle: InstanceHandle
  readonly wireGroup: string
  readonly wireTopic: string
  readonly isOnline: boolean
  readonly queues: readonly ScopedQueue[]
  /** Null where not all masters answered. */
  readonly inRetry: bigint | null
  /** Masters of which nothing is known: their queues are not among the others. */
  readonly failed: ReadonlyArray<FanOutFailure<BrokerNode>>
}

/** @throws AppError NOT_FOUND, GROUP_BROADCASTING, VALIDATION for a topic that the group does not subscribe to */
export async function readScope(
  { instances, groups }: OffsetNeeds,
  caller: Caller,
  params: GroupParams,
  topic: string,
  signal: AbortSignal,
): Promise<ResetScope> {
  const handle = await instances.instanceFor(params.instanceId, caller)
  const { found, state } = await groups.lookAt(handle, params, signal)
  if (state && messageModelOf(state) === 'BROADCASTING') throw broadcasting(params)
  const entries = (state?.views ?? []).flatMap(({ stats }) => stats.offsetTable)
  const wireTopics = new Set([
    ...(state ? subscriptionsOf(state).keys() : []),
    ...entries.map(([queue]) => queue.topic),
  ])
  const wireTopic = [...wireTopics].find(name => !isRetryTopic(name) && handle.topics.show(name) === topic)
  if (wireTopic === undefined) {
    const [failure] = state?.failed ?? []
    throw failure ? failure.error : fieldError('topic', problem('notSubscribed', { topic }))
  }
  const { answered, failed } = await handle.admin.topics.stats(wireTopic, { signal })
  const offsets = new Map(
    entries.map(([queue, { consumerOffset }]) => [keyOf(queue), consumerOffset] as const),
  )
  const retries = entries.filter(([queue]) => isRetryTopic(queue.topic))
  return {
    handle,
    wireGroup: found.wireGroup,
    wireTopic,
    isOnline: state !== undefined && clientsOf(state).size > 0,
    queues: answered.flatMap(({ item: node, value }) =>
      value.offsetTable.map(([queue, stored]) => ({
        node,
        topic: wireTopic,
        queueId: queue.queueId,
        stored,
        before: offsets.get(keyOf({ ...queue, brokerName: node.brokerName })),
      })),
    ),
    inRetry:
      state?.failed.length === 0 ? retries.reduce((sum, [, offset]) => sum + waiting(offset), 0n) : null,
    failed: [...failed, ...(state?.failed ?? [])],
  }
}

function broadcasting({ group }: GroupParams): AppError {
  const detail = `${group} is broadcasting: each of its clients keeps its own offsets, and brokers have none that could be reset.`
  return new AppError('GROUP_BROADCASTING', detail)
}

function keyOf({
  topic,
  brokerName,
  queueId,
}: {
  topic: string
  brokerName: string
  queueId: number
}): string {
  return `${topic} ${brokerName} ${queueId}`
}

function waiting({ brokerOffset, consumerOffset }: { brokerOffset: bigint; consumerOffset: bigint }): bigint {
  return brokerOffset > consumerOffset ? brokerOffset - consumerOffset : 0n
}
