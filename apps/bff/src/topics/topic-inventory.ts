/** Both sides of an instance's topics: what the brokers have, and what the console noted. */
import type { FanOutFailure } from '@gantry/remoting'
import type { TopicConfig } from '@gantry/remoting/requests'
import type { Kysely } from 'kysely'
import { type Holdings, holdingsOf } from '../platform/brokers/holdings.ts'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import type { Database } from '../platform/database/database.ts'
import { namedAfterBrokers, noSuchTopic, ownTopic, requireWireTopic } from './topic-names.ts'
import type { TopicParams } from './topic-needs.ts'
import { findTopic, selectTopics } from './topic-store.ts'
import type { TopicTable } from './topic-table.ts'

export interface TopicInventory {
  readonly holdings: Holdings<TopicConfig>
  readonly rows: ReadonlyMap<string, TopicTable>
  /** Of every topic, with the namespace off. */
  readonly names: ReadonlySet<string>
}

/** @throws RemotingError when no broker answers */
export async function readInventory(
  db: Kysely<Database>,
  handle: InstanceHandle,
  signal: AbortSignal,
): Promise<TopicInventory> {
  const [rows, holdings] = await Promise.all([
    selectTopics(db, handle.instance.instance_id),
    readHoldings(handle, signal),
  ])
  return inventoryOf(handle, rows, holdings)
}

export async function readHoldings(
  { admin }: InstanceHandle,
  signal: AbortSignal,
): Promise<Holdings<TopicConfig>> {
  return holdingsOf(await admin.topics.configs({ signal }))
}

export function inventoryOf(
  handle: InstanceHandle,
  rows: readonly TopicTable[],
  holdings: Holdings<TopicConfig>,
): TopicInventory {
  const noted = rows.map(({ topic }) => topic).filter(handle.topics.sees)
  const names = new Set([...noted, ...heldTopics(handle, holdings)])
  return { holdings, rows: new Map(rows.map(row => [row.topic, row])), names }
}

/** Topics of the instance that brokers have, with the namespace off. */
export function heldTopics(handle: InstanceHandle, { masters, byName }: Holdings<TopicConfig>): string[] {
  const theirs = namedAfterBrokers(masters)
  return [...byName.keys()].flatMap(wireTopic => {
    const topic = theirs.has(wireTopic) ? undefined : ownTopic(handle, wireTopic)
    return topic === undefined ? [] : [topic]
  })
}

export interface FoundTopic {
  readonly handle: InstanceHandle
  readonly wireTopic: string
  readonly row: TopicTable | undefined
  readonly holdings: Holdings<TopicConfig>
}

/**
 * One topic, wherever it is.
 * @throws AppError NOT_FOUND; the failure of a broker that might have it when no other has
 */
export async function findEverywhere(
  db: Kysely<Database>,
  handle: InstanceHandle,
  params: TopicParams,
  signal: AbortSignal,
): Promise<FoundTopic> {
  const wireTopic = requireWireTopic(handle, params)
  const [row, holdings] = await Promise.all([
    findTopic(db, { instance_id: handle.instance.instance_id, topic: params.topic }),
    readHoldings(handle, signal),
  ])
  const isHeld = holdings.byName.has(wireTopic) && !namedAfterBrokers(holdings.masters).has(wireTopic)
  if (!row && !isHeld) absent(params, holdings.failed)
  return { handle, wireTopic, row, holdings }
}

function absent(params: TopicParams, failed: ReadonlyArray<FanOutFailure<unknown>>): never {
  const [failure] = failed
  if (failure) throw failure.error
  return noSuchTopic(params)
}
