import { type Kysely, sql } from 'kysely'
import { containing } from '../platform/database/containing.ts'
import type { Database } from '../platform/database/database.ts'
import type { InstanceTable } from './instance-table.ts'

/** By name. @param part of a name or an ID, whatever its case */
export function selectInstances(db: Kysely<Database>, part?: string): Promise<InstanceTable[]> {
  let query = db.selectFrom('instances').selectAll()
  if (part !== undefined && part !== '') {
    query = query.where(({ or }) => or([containing('name', part), containing('instance_id', part)]))
  }
  return query.orderBy('name').execute()
}

export function selectInstancesOn(db: Kysely<Database>, clusterId: string): Promise<InstanceTable[]> {
  return db.selectFrom('instances').selectAll().where('cluster_id', '=', clusterId).orderBy('name').execute()
}

export function findInstance(db: Kysely<Database>, instanceId: string): Promise<InstanceTable | undefined> {
  return db.selectFrom('instances').selectAll().where('instance_id', '=', instanceId).executeTakeFirst()
}

export function findInstanceNamed(
  db: Kysely<Database>,
  accountId: string,
  name: string,
): Promise<InstanceTable | undefined> {
  return db
    .selectFrom('instances')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('name', '=', name)
    .executeTakeFirst()
}

export function selectInstancesOf(db: Kysely<Database>, accountId: string): Promise<InstanceTable[]> {
  return db.selectFrom('instances').selectAll().where('account_id', '=', accountId).orderBy('name').execute()
}

/** By account ID. */
export async function countInstancesByAccount(db: Kysely<Database>): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('instances')
    .select(['account_id', sql<number>`count(*)`.as('count')])
    .groupBy('account_id')
    .execute()
  return new Map(rows.map(({ account_id, count }) => [account_id, count]))
}

/** The one without a namespace. */
export function findDefaultInstance(
  db: Kysely<Database>,
  clusterId: string,
): Promise<InstanceTable | undefined> {
  return db
    .selectFrom('instances')
    .selectAll()
    .where('cluster_id', '=', clusterId)
    .where('has_namespace', '=', 0)
    .executeTakeFirst()
}

export async function insertInstance(db: Kysely<Database>, row: InstanceTable): Promise<void> {
  await db.insertInto('instances').values(row).execute()
}

/**
 * Until the transaction ends others who lock the instance wait.
 * @returns how many topics it may hold; undefined when it is gone
 */
export async function lockInstance(
  transaction: Kysely<Database>,
  instanceId: string,
): Promise<number | undefined> {
  // SQLite has no FOR UPDATE: an update that changes nothing does the same on both engines.
  const row = await transaction
    .updateTable('instances')
    .set(({ ref }) => ({ max_topics: ref('max_topics') }))
    .where('instance_id', '=', instanceId)
    .returning('max_topics')
    .executeTakeFirst()
  return row?.max_topics
}

/** @returns false, changing nothing, unless the row is there with the version before `row.version` */
export async function updateInstance(db: Kysely<Database>, row: InstanceTable): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('instances')
    .set(row)
    .where('instance_id', '=', row.instance_id)
    .where('version', '=', row.version - 1)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** @returns whether there was one */
export async function deleteInstance(db: Kysely<Database>, instanceId: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('instances')
    .where('instance_id', '=', instanceId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}
