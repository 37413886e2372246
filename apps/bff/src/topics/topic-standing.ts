/** Where topics are, held against where they should be. */
import type { BrokerNode, FanOutFailure } from '@gantry/remoting'
import type { Kysely } from 'kysely'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import type { Database } from '../platform/database/database.ts'
import { readInventory, type TopicInventory } from './topic-inventory.ts'
import { brokerNamesOf, missingBrokers } from './topic-present.ts'

export interface TopicStanding {
  readonly wireTopic: string
  /** With the namespace off; one from outside the instance by its full name. */
  readonly topic: string
  readonly holders: ReadonlyArray<{ readonly node: BrokerNode; readonly perm: number }>
  /** Brokers that should hold it, and answered that they do not. */
  readonly missingOn: readonly string[]
  /** Brokers that should hold it, and that the name servers do not know any more. */
  readonly goneBrokers: readonly string[]
}

export interface TopicStandings {
  readonly standings: readonly TopicStanding[]
  readonly masters: readonly BrokerNode[]
  readonly failed: ReadonlyArray<FanOutFailure<BrokerNode>>
}

/** @throws RemotingError when no broker answers */
export async function topicStandings(
  db: Kysely<Database>,
  handle: InstanceHandle,
  wireTopics: readonly string[],
  signal: AbortSignal,
): Promise<TopicStandings> {
  const inventory = await readInventory(db, handle, signal)
  const { masters, failed } = inventory.holdings
  const standings = wireTopics.map(wireTopic => standingOf(handle, inventory, wireTopic))
  return { standings, masters, failed }
}

function standingOf(handle: InstanceHandle, inventory: TopicInventory, wireTopic: string): TopicStanding {
  const { holdings, rows } = inventory
  const topic = handle.topics.unwire(wireTopic)
  const row = topic === undefined ? undefined : rows.get(topic)
  const known = new Set(
    [...holdings.masters, ...holdings.failed.map(({ item }) => item)].map(({ brokerName }) => brokerName),
  )
  const holders = holdings.byName.get(wireTopic) ?? []
  const everywhere = holdings.masters.map(({ brokerName }) => brokerName)
  return {
    wireTopic,
    topic: topic ?? wireTopic,
    holders: holders.map(({ node, config }) => ({ node, perm: config.perm })),
    missingOn: row ? missingBrokers(row, wireTopic, holdings) : holders.length === 0 ? everywhere : [],
    goneBrokers: row ? brokerNamesOf(row).filter(name => !known.has(name)) : [],
  }
}
