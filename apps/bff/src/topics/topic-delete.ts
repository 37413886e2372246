/** Deletes a topic from every broker and then from the console's memory. */
import type { Topic } from '@gantry/contract'
import { requireWritable } from '../platform/brokers/require-writable.ts'
import { firstFailure } from '../platform/brokers/settlement.ts'
import type { Caller } from '../platform/http/caller.ts'
import { requireConfirmed } from '../platform/http/require-confirmed.ts'
import { findEverywhere } from './topic-inventory.ts'
import type { TopicNeeds, TopicParams } from './topic-needs.ts'
import { presentTopic } from './topic-present.ts'
import { deleteTopic, settleTopic } from './topic-store.ts'

/**
 * @param confirm the topic's name once more
 * @returns what it was, and whose grants went with it
 * @throws AppError VALIDATION, NOT_FOUND; the first failure when a broker has not deleted it: the topic is incomplete then, and
 *   deleting it again goes on
 */
export async function removeTopic(
  { db, events, grants, instances }: TopicNeeds,
  caller: Caller,
  params: TopicParams,
  confirm: string,
  signal: AbortSignal,
): Promise<{ readonly topic: Topic; readonly grantees: string[] }> {
  requireConfirmed(confirm, params.topic)
  const handle = await instances.instanceFor(params.instanceId, caller)
  requireWritable(handle)
  const { row, wireTopic, holdings } = await findEverywhere(db, handle, params, signal)
  const result = await handle.admin.topics.remove(wireTopic, undefined, { signal })
  if (result.failed.length > 0) {
    if (row) await settleTopic(db, row, { ...row, state: 'INCOMPLETE' })
    throw firstFailure(result)
  }
  const grantees = await grants.forgetTopic(params, signal)
  if (row) await deleteTopic(db, row)
  events.publish({ type: 'topicDeleted', data: { ...params } })
  return { topic: presentTopic({ ...params, wireTopic }, row, holdings), grantees }
}
