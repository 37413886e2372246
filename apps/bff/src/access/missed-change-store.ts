import type { Kysely } from 'kysely'
import type { Database } from '../platform/database/database.ts'
import type { MissedChangeTable } from './missed-change-table.ts'

interface BrokerPlace {
  readonly clusterId: string
  readonly brokerName: string
}

export async function rememberBrokers(
  db: Kysely<Database>,
  clusterId: string,
  brokerNames: readonly string[],
  nowMs: number,
): Promise<void> {
  if (brokerNames.length === 0) return
  await db
    .insertInto('access_brokers')
    .values(brokerNames.map(name => ({ cluster_id: clusterId, broker_name: name, seen_at: nowMs })))
    .onConflict(conflict => conflict.columns(['cluster_id', 'broker_name']).doUpdateSet({ seen_at: nowMs }))
    .execute()
}

export async function selectBrokers(db: Kysely<Database>, clusterId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('access_brokers')
    .select('broker_name')
    .where('cluster_id', '=', clusterId)
    .execute()
  return rows.map(({ broker_name }) => broker_name)
}

/** With what they have missed. */
export async function forgetBrokers(db: Kysely<Database>, notSeenSinceMs: number): Promise<void> {
  await db.deleteFrom('access_brokers').where('seen_at', '<', notSeenSinceMs).execute()
}

export function selectMissed(db: Kysely<Database>): Promise<MissedChangeTable[]> {
  return db.selectFrom('access_missed').selectAll().execute()
}

export async function insertMissed(
  db: Kysely<Database>,
  clusterId: string,
  brokerNames: readonly string[],
  accessKeys: readonly string[],
): Promise<void> {
  const missed = brokerNames.flatMap(name =>
    accessKeys.map(key => ({ cluster_id: clusterId, broker_name: name, access_key: key })),
  )
  if (missed.length === 0) return
  await db
    .insertInto('access_missed')
    .values(missed)
    .onConflict(conflict => conflict.columns(['cluster_id', 'broker_name', 'access_key']).doNothing())
    .execute()
}

export async function deleteMissed(
  db: Kysely<Database>,
  { clusterId, brokerName }: BrokerPlace,
  accessKeys: readonly string[],
): Promise<void> {
  if (accessKeys.length === 0) return
  await db
    .deleteFrom('access_missed')
    .where('cluster_id', '=', clusterId)
    .where('broker_name', '=', brokerName)
    .where('access_key', 'in', accessKeys)
    .execute()
}
