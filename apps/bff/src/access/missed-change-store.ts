import type { Kysely } from 'kysely'
import type { Database } from '../platform/database/database.ts'
import type { BrokerIdentity } from './broker-identity.ts'
import type { MissedChangeTable } from './missed-change-table.ts'
import { successions } from './successions.ts'

interface BrokerPlace extends BrokerIdentity {
  readonly clusterId: string
}

/** What a broker that has another ID now has missed goes with it. */
export async function rememberBrokers(
  db: Kysely<Database>,
  clusterId: string,
  brokers: readonly BrokerIdentity[],
  nowMs: number,
): Promise<void> {
  if (brokers.length === 0) return
  for (const { brokerName, from, to } of successions(await selectBrokers(db, clusterId), brokers)) {
    await db
      .updateTable('access_brokers')
      .set({ broker_id: to })
      .where('cluster_id', '=', clusterId)
      .where('broker_name', '=', brokerName)
      .where('broker_id', '=', from)
      .execute()
  }
  await db
    .insertInto('access_brokers')
    .values(brokers.map(broker => ({ ...placeOf({ clusterId, ...broker }), seen_at: nowMs })))
    .onConflict(conflict =>
      conflict.columns(['cluster_id', 'broker_name', 'broker_id']).doUpdateSet({ seen_at: nowMs }),
    )
    .execute()
}

export async function selectBrokers(db: Kysely<Database>, clusterId: string): Promise<BrokerIdentity[]> {
  const rows = await db
    .selectFrom('access_brokers')
    .select(['broker_name', 'broker_id'])
    .where('cluster_id', '=', clusterId)
    .execute()
  return rows.map(({ broker_name, broker_id }) => ({ brokerName: broker_name, brokerId: broker_id }))
}

/** With what they have missed. */
export async function forgetBrokers(db: Kysely<Database>, notSeenSinceMs: number): Promise<void> {
  await db.deleteFrom('access_brokers').where('seen_at', '<', notSeenSinceMs).execute()
}

export function selectMissed(db: Kysely<Database>): Promise<MissedChangeTable[]> {
  return db.selectFrom('access_missed').selectAll().execute()
}

export function isMissedBy(
  { broker_name, broker_id }: MissedChangeTable,
  { brokerName, brokerId }: BrokerIdentity,
): boolean {
  return broker_name === brokerName && broker_id === brokerId
}

export async function insertMissed(
  db: Kysely<Database>,
  clusterId: string,
  brokers: readonly BrokerIdentity[],
  accessKeys: readonly string[],
): Promise<void> {
  const missed = brokers.flatMap(broker =>
    accessKeys.map(key => ({ ...placeOf({ clusterId, ...broker }), access_key: key })),
  )
  if (missed.length === 0) return
  await db
    .insertInto('access_missed')
    .values(missed)
    .onConflict(conflict =>
      conflict.columns(['cluster_id', 'broker_name', 'broker_id', 'access_key']).doNothing(),
    )
    .execute()
}

export async function deleteMissed(
  db: Kysely<Database>,
  { clusterId, brokerName, brokerId }: BrokerPlace,
  accessKeys: readonly string[],
): Promise<void> {
  if (accessKeys.length === 0) return
  await db
    .deleteFrom('access_missed')
    .where('cluster_id', '=', clusterId)
    .where('broker_name', '=', brokerName)
    .where('broker_id', '=', brokerId)
    .where('access_key', 'in', accessKeys)
    .execute()
}

function placeOf({ clusterId, brokerName, brokerId }: BrokerPlace) {
  return { cluster_id: clusterId, broker_name: brokerName, broker_id: brokerId }
}
