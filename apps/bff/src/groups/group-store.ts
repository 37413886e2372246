import type { Kysely } from 'kysely'
import type { RecordedState } from '../platform/brokers/resource-state.ts'
import type { Database } from '../platform/database/database.ts'
import type { GroupTable } from './group-table.ts'

export type GroupKey = Pick<GroupTable, 'instance_id' | 'group'>
export type MadeGroup = Pick<GroupTable, 'instance_id' | 'group' | 'made_by' | 'made_by_account'>

export function selectGroups(db: Kysely<Database>, instanceId: string): Promise<GroupTable[]> {
  return db.selectFrom('groups').selectAll().where('instance_id', '=', instanceId).execute()
}

/** Names alone, of several instances. */
export async function selectGroupNames(
  db: Kysely<Database>,
  instanceIds: readonly string[],
): Promise<GroupKey[]> {
  if (instanceIds.length === 0) return []
  return await db
    .selectFrom('groups')
    .select(['instance_id', 'group'])
    .where('instance_id', 'in', instanceIds)
    .execute()
}

/** That somebody has made in the console. */
export function selectMadeGroups(db: Kysely<Database>): Promise<MadeGroup[]> {
  return db
    .selectFrom('groups')
    .select(['instance_id', 'group', 'made_by', 'made_by_account'])
    .where('made_by', 'is not', null)
    .execute()
}

/** By the user, or for its account in instances of others. */
export async function selectGroupsMadeBy(
  db: Kysely<Database>,
  { userId, accountId }: { readonly userId: string; readonly accountId: string | null },
): Promise<MadeGroup[]> {
  return await db
    .selectFrom('groups')
    .select(['instance_id', 'group', 'made_by', 'made_by_account'])
    .where(({ eb, or }) => or([eb('made_by', '=', userId), eb('made_by_account', '=', accountId)]))
    .execute()
}

export function findGroup(db: Kysely<Database>, key: GroupKey): Promise<GroupTable | undefined> {
  return db
    .selectFrom('groups')
    .selectAll()
    .where('instance_id', '=', key.instance_id)
    .where('group', '=', key.group)
    .executeTakeFirst()
}

/** @throws what isUniqueViolation knows, when there is one of that name */
export async function insertGroup(db: Kysely<Database>, row: GroupTable): Promise<void> {
  await db.insertInto('groups').values(row).execute()
}

/** Notes where a change has come to: the description and its version stay. */
export async function settleGroup(db: Kysely<Database>, key: GroupKey, state: RecordedState): Promise<void> {
  await db
    .updateTable('groups')
    .set({ state })
    .where('instance_id', '=', key.instance_id)
    .where('group', '=', key.group)
    .execute()
}

/** @returns the group as it is now; undefined when it is gone or its version is another */
export function describeGroup(
  db: Kysely<Database>,
  key: GroupKey,
  { description, version }: Pick<GroupTable, 'description' | 'version'>,
): Promise<GroupTable | undefined> {
  return db
    .updateTable('groups')
    .set({ description, version: version + 1 })
    .where('instance_id', '=', key.instance_id)
    .where('group', '=', key.group)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst()
}

export async function deleteGroupsOf(db: Kysely<Database>, instanceId: string): Promise<void> {
  await db.deleteFrom('groups').where('instance_id', '=', instanceId).execute()
}

export async function deleteGroup(db: Kysely<Database>, key: GroupKey): Promise<void> {
  await db
    .deleteFrom('groups')
    .where('instance_id', '=', key.instance_id)
    .where('group', '=', key.group)
    .execute()
}
