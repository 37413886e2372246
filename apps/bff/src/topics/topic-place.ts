/** Where a topic is, by its route: what reads its messages begins with this. */
import type { BrokerNode, PlacedQueue } from '@gantry/remoting'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { AppError } from '../platform/http/app-error.ts'
import { findEverywhere } from './topic-inventory.ts'
import { requireNoBrokersOwn, requireWireTopic } from './topic-names.ts'
import type { TopicNeeds, TopicParams } from './topic-needs.ts'
import { orUnrouted } from './topic-view.ts'

export interface TopicPlace {
  readonly wireTopic: string
  readonly queues: readonly PlacedQueue[]
  readonly masters: readonly BrokerNode[]
}

/** @throws AppError NOT_FOUND, and CONFLICT where no broker has it */
export async function topicPlace(
  { db }: Pick<TopicNeeds, 'db'>,
  handle: InstanceHandle,
  params: TopicParams,
  signal: AbortSignal,
): Promise<TopicPlace> {
  const wireTopic = requireWireTopic(handle, params)
  const queues = await orUnrouted(handle.admin.offsets.queues(wireTopic, { signal }), () =>
    findEverywhere(db, handle, params, signal),
  )
  if (queues === undefined || queues.length === 0) throw noBrokerHas(params)
  const masters = [...new Map(queues.map(({ node }) => [node.addr, node])).values()]
  requireNoBrokersOwn(masters, wireTopic, params)
  return { wireTopic, queues, masters }
}

export function noBrokerHas({ topic }: Pick<TopicParams, 'topic'>): AppError {
  return new AppError('CONFLICT', `No broker has ${topic}: repair the topic first.`)
}
