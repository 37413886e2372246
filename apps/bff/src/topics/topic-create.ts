/** Makes a topic: noted as pending, made on the brokers, noted as ready, or as incomplete with what each broker said. */
import type { BodyOf, ResponseOf, topicCreate } from '@gantry/contract'
import type { TopicConfig } from '@gantry/remoting/requests'
import { type Holdings, withHolders } from '../platform/brokers/holdings.ts'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { requireWritable } from '../platform/brokers/require-writable.ts'
import { firstFailure, settlementOf } from '../platform/brokers/settlement.ts'
import { isUniqueViolation } from '../platform/database/database-error.ts'
import { AppError } from '../platform/http/app-error.ts'
import type { Caller } from '../platform/http/caller.ts'
import { inventoryOf, readHoldings } from './topic-inventory.ts'
import { namedAfterBrokers, wireTopicOf } from './topic-names.ts'
import type { TopicNeeds } from './topic-needs.ts'
import { configOf, placementOf, specOf } from './topic-placement.ts'
import { presentTopic } from './topic-present.ts'
import { deleteTopic, insertTopic, selectTopics, settleTopic } from './topic-store.ts'
import type { TopicTable } from './topic-table.ts'

/**
 * @throws AppError CONFLICT for a name in use, LIMIT_EXCEEDED; the first failure when no broker has made it: then nothing of it
 *   is left
 */
export async function createTopic(
  needs: TopicNeeds,
  caller: Caller,
  { instanceId }: { readonly instanceId: string },
  wanted: BodyOf<typeof topicCreate>,
  signal: AbortSignal,
): Promise<ResponseOf<typeof topicCreate>> {
  const { db, clock, events, instances } = needs
  const { topic, messageType, description } = wanted
  const handle = await instances.instanceFor(instanceId, caller)
  requireWritable(handle)
  const holdings = await readHoldings(handle, signal)
  const wireTopic = requireFreeName(handle, topic, holdings)
  const nodes = placementOf(messageType, holdings)
  const row: TopicTable = {
    instance_id: instanceId,
    topic,
    message_type: messageType,
    description,
    state: 'PENDING',
    version: 0,
    created_at: clock.nowMs(),
    broker_names: JSON.stringify(nodes.map(({ brokerName }) => brokerName)),
  }
  await note(needs, handle, row, holdings)
  await needs.grants.forgetTopic({ instanceId, topic }, signal)
  const config = configOf(wireTopic, messageType)
  const result = await handle.admin.topics.save(specOf(config), nodes, { signal })
  const { state, outcomes } = settlementOf(result)
  if (state === 'UNDONE') {
    await deleteTopic(db, row)
    throw firstFailure(result)
  }
  await settleTopic(db, row, { ...row, state })
  events.publish({ type: 'topicCreated', data: { instanceId, topic } })
  const made = withHolders(holdings, wireTopic, result, config)
  return { topic: presentTopic({ topic, wireTopic }, { ...row, state }, made), outcomes }
}

function requireFreeName(handle: InstanceHandle, topic: string, holdings: Holdings<TopicConfig>): string {
  const wireTopic = wireTopicOf(handle, topic)
  if (wireTopic === undefined || namedAfterBrokers(holdings.masters).has(wireTopic)) {
    throw nameTaken('RocketMQ uses this name itself: choose another one.')
  }
  const holders = holdings.byName.get(wireTopic)?.map(({ node }) => node.brokerName)
  if (holders) throw nameTaken(`There is a topic ${topic} on ${holders.toSorted().join(', ')} already.`)
  return wireTopic
}

async function note(
  { instances }: TopicNeeds,
  handle: InstanceHandle,
  row: TopicTable,
  holdings: Holdings<TopicConfig>,
): Promise<void> {
  try {
    await instances.takePlace(row.instance_id, async (db, maxTopics) => {
      const rows = await selectTopics(db, row.instance_id)
      if (inventoryOf(handle, [...rows, row], holdings).names.size > maxTopics) throw noPlaceLeft(maxTopics)
      await insertTopic(db, row)
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw nameTaken(`The console has a topic ${row.topic} in this instance already.`, error)
  }
}

function noPlaceLeft(maxTopics: number): AppError {
  const detail = `The instance holds ${maxTopics} topics at most, and has them: delete one, or have its specification raised.`
  return new AppError('LIMIT_EXCEEDED', detail)
}

function nameTaken(message: string, cause?: unknown): AppError {
  return new AppError('CONFLICT', message, { cause, fields: [{ path: 'topic', code: 'invalid', message }] })
}
