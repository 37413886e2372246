import type { Kysely } from 'kysely'
import type { Database } from '../platform/database/database.ts'
import type { ClusterTable } from './cluster-table.ts'

/** By name. */
export function selectClusters(db: Kysely<Database>): Promise<ClusterTable[]> {
  return db.selectFrom('clusters').selectAll().orderBy('name').execute()
}

export function findCluster(db: Kysely<Database>, clusterId: string): Promise<ClusterTable | undefined> {
  return db.selectFrom('clusters').selectAll().where('cluster_id', '=', clusterId).executeTakeFirst()
}

export function findClusterNamed(db: Kysely<Database>, name: string): Promise<ClusterTable | undefined> {
  return db.selectFrom('clusters').selectAll().where('name', '=', name).executeTakeFirst()
}

export async function insertCluster(db: Kysely<Database>, row: ClusterTable): Promise<void> {
  await db.insertInto('clusters').values(row).execute()
}

/** @returns false, changing nothing, unless the row is there with the version before `row.version` */
export async function updateCluster(db: Kysely<Database>, row: ClusterTable): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('clusters')
    .set(row)
    .where('cluster_id', '=', row.cluster_id)
    .where('version', '=', row.version - 1)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** @returns whether there was one */
export async function deleteCluster(db: Kysely<Database>, clusterId: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('clusters')
    .where('cluster_id', '=', clusterId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}
