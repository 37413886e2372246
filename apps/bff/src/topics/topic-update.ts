/** Changes what the console says of a topic. Nothing happens on the brokers, which may be away. */
import type { BodyOf, Topic, topicUpdate } from '@gantry/contract'
import { nothingKnown } from '../platform/brokers/holdings.ts'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { AppError } from '../platform/http/app-error.ts'
import type { Caller } from '../platform/http/caller.ts'
import { findEverywhere, readHoldings } from './topic-inventory.ts'
import { requireWireTopic } from './topic-names.ts'
import type { TopicNeeds, TopicParams } from './topic-needs.ts'
import { presentTopic } from './topic-present.ts'
import { describeTopic, findTopic } from './topic-store.ts'
import type { TopicTable } from './topic-table.ts'

/**
 * @returns also the description before
 * @throws AppError NOT_FOUND, CONFLICT with the topic as it is now
 */
export async function updateTopic(
  { db, events, instances }: TopicNeeds,
  caller: Caller,
  params: TopicParams,
  change: BodyOf<typeof topicUpdate>,
  signal: AbortSignal,
): Promise<{ readonly before: string; readonly topic: Topic }> {
  const handle = await instances.instanceFor(params.instanceId, caller)
  const key = { instance_id: params.instanceId, topic: params.topic }
  const before = await findTopic(db, key)
  const row = await describeTopic(db, key, change)
  // Of the version that it has replaced: nobody came between.
  if (row && before) {
    events.publish({ type: 'topicUpdated', data: { ...params } })
    return { before: before.description, topic: await present(handle, params, row, signal) }
  }
  const current = await findTopic(db, key)
  if (!current) {
    await findEverywhere(db, handle, params, signal)
    throw new AppError(
      'CONFLICT',
      `The console has no description of ${params.topic} yet: adopt the topic first.`,
    )
  }
  throw new AppError('CONFLICT', `${params.topic} was changed meanwhile: look at it before you save yours.`, {
    current: await present(handle, params, current, signal),
  })
}

async function present(
  handle: InstanceHandle,
  params: TopicParams,
  row: TopicTable,
  signal: AbortSignal,
): Promise<Topic> {
  const wireTopic = requireWireTopic(handle, params)
  const holdings = await readHoldings(handle, signal).catch(nothingKnown)
  return presentTopic({ topic: params.topic, wireTopic }, row, holdings)
}
