/** Settles a topic that is not where it should be. Each choice may be made again when it has come only half way. */
import type { ResponseOf, Topic, topicRepair } from '@gantry/contract'
import type { BrokerNode } from '@gantry/remoting'
import { REPAIR_ACTIONS, type RepairChoice } from '@gantry/rules'
import { withHolders, withoutHolders } from '../platform/brokers/holdings.ts'
import { requireWritable } from '../platform/brokers/require-writable.ts'
import { settlementOf } from '../platform/brokers/settlement.ts'
import { isUniqueViolation } from '../platform/database/database-error.ts'
import { AppError } from '../platform/http/app-error.ts'
import type { Caller } from '../platform/http/caller.ts'
import { type FoundTopic, findEverywhere } from './topic-inventory.ts'
import type { TopicNeeds, TopicParams } from './topic-needs.ts'
import { configOf, placementOf, specOf } from './topic-placement.ts'
import { brokerNamesOf, messageTypeNow, presentTopic } from './topic-present.ts'
import { deleteTopic, insertTopic, settleTopic } from './topic-store.ts'
import type { TopicTable } from './topic-table.ts'

type Repaired = ResponseOf<typeof topicRepair>
type Managed = FoundTopic & { readonly row: TopicTable }

/** @throws AppError NOT_FOUND; CONFLICT for what does not settle a topic in its state */
export async function repairTopic(
  needs: TopicNeeds,
  caller: Caller,
  params: TopicParams,
  action: RepairChoice,
  signal: AbortSignal,
): Promise<{ readonly before: Topic; readonly repaired: Repaired }> {
  const handle = await needs.instances.instanceFor(params.instanceId, caller)
  const found = await findEverywhere(needs.db, handle, params, signal)
  const before = presentTopic({ ...params, wireTopic: found.wireTopic }, found.row, found.holdings)
  if (!REPAIR_ACTIONS[before.state].includes(action)) {
    throw new AppError('CONFLICT', `${params.topic} is ${before.state}: to ${action} does not settle that.`)
  }
  const repaired = await repair(needs, found, params, action, signal)
  needs.events.publish({ type: 'topicRepaired', data: { ...params } })
  return { before, repaired }
}

function repair(
  needs: TopicNeeds,
  found: FoundTopic,
  params: TopicParams,
  action: RepairChoice,
  signal: AbortSignal,
): Promise<Repaired> {
  const { row } = found
  if (!row) return adopt(needs, found, params)
  if (action === 'finish') return finish(needs, { ...found, row }, params, signal)
  return action === 'undo'
    ? undo(needs, { ...found, row }, params, signal)
    : forget(needs, row, params, signal)
}

/** Makes the topic where it is missing. */
async function finish(
  { db }: TopicNeeds,
  found: Managed,
  params: TopicParams,
  signal: AbortSignal,
): Promise<Repaired> {
  const { handle, wireTopic, row, holdings } = found
  requireWritable(handle)
  const nodes = missingNodes(found)
  const holders = holdings.byName.get(wireTopic) ?? []
  const config = configOf(wireTopic, row.message_type, holders[0]?.config)
  const result = await handle.admin.topics.save(specOf(config), nodes, { signal })
  const { state, outcomes } = settlementOf(result)
  const brokerNames = new Set([
    ...holders.map(({ node }) => node.brokerName),
    ...nodes.map(({ brokerName }) => brokerName),
  ])
  const settled: TopicTable = {
    ...row,
    state: state === 'UNDONE' ? row.state : state,
    broker_names: JSON.stringify([...brokerNames]),
  }
  await settleTopic(db, row, settled)
  const made = withHolders(holdings, wireTopic, result, config)
  return { topic: presentTopic({ ...params, wireTopic }, settled, made), outcomes }
}

/** @throws AppError BROKER_UNAVAILABLE where the one broker of a globally ordered topic is not registered */
function missingNodes({ wireTopic, row, holdings }: Managed): readonly BrokerNode[] {
  const holders = new Set(holdings.byName.get(wireTopic)?.map(({ node }) => node.addr))
  const known = [...holdings.masters, ...holdings.failed.map(({ item }) => item)]
  if (row.message_type !== 'GLOBALLY_ORDERED') return known.filter(({ addr }) => !holders.has(addr))
  if (holders.size > 0) return []
  const chosen = brokerNamesOf(row)
  if (chosen.length === 0) return placementOf(row.message_type, holdings)
  // It may stand there already: a second queue elsewhere would break the order.
  const nodes = known.filter(({ brokerName }) => chosen.includes(brokerName))
  if (nodes.length > 0) return nodes
  const detail = `The one queue of this topic was to be on ${chosen.join(', ')}, which no name server knows now: start that broker, or undo the creation.`
  throw new AppError('BROKER_UNAVAILABLE', detail)
}

/** Takes the topic away again, as if it had never been asked for. */
async function undo(
  { db, grants }: TopicNeeds,
  found: Managed,
  params: TopicParams,
  signal: AbortSignal,
): Promise<Repaired> {
  const { handle, wireTopic, row, holdings } = found
  requireWritable(handle)
  if (row.state === 'READY') {
    throw new AppError('CONFLICT', `${params.topic} was whole before: finish it, or delete it.`)
  }
  const result = await handle.admin.topics.remove(wireTopic, undefined, { signal })
  const { state, outcomes } = settlementOf(result)
  if (state === 'READY') {
    await grants.forgetTopic(params, signal)
    await deleteTopic(db, row)
    return { topic: null, outcomes }
  }
  return {
    topic: presentTopic({ ...params, wireTopic }, row, withoutHolders(holdings, wireTopic, result)),
    outcomes,
  }
}

async function forget(
  { db, grants }: TopicNeeds,
  row: TopicTable,
  params: TopicParams,
  signal: AbortSignal,
): Promise<Repaired> {
  await grants.forgetTopic(params, signal)
  await deleteTopic(db, row)
  return { topic: null, outcomes: [] }
}

/** Manages a topic that others have made; nothing changes on the brokers. */
async function adopt({ db, clock }: TopicNeeds, found: FoundTopic, params: TopicParams): Promise<Repaired> {
  const { wireTopic, holdings } = found
  const holders = holdings.byName.get(wireTopic) ?? []
  const row: TopicTable = {
    instance_id: params.instanceId,
    topic: params.topic,
    // What has no type takes messages as a normal topic does.
    message_type: messageTypeNow(undefined, holders) ?? 'NORMAL',
    description: '',
    state: 'READY',
    version: 0,
    created_at: clock.nowMs(),
    broker_names: JSON.stringify(holders.map(({ node }) => node.brokerName)),
  }
  try {
    await insertTopic(db, row)
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new AppError('CONFLICT', `${params.topic} has been adopted meanwhile.`, { cause: error })
  }
  return { topic: presentTopic({ ...params, wireTopic }, row, holdings), outcomes: [] }
}
