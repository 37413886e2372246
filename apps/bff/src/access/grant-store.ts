import type { Kysely } from 'kysely'
import type { Database } from '../platform/database/database.ts'
import { groupsOf } from './grant-present.ts'
import type { GrantTable } from './grant-table.ts'

interface TopicKey {
  readonly instanceId: string
  readonly topic: string
}

export function selectAllGrants(db: Kysely<Database>): Promise<GrantTable[]> {
  return db.selectFrom('grants').selectAll().execute()
}

/** To the user, or to its account. */
export async function selectGrantsTo(
  db: Kysely<Database>,
  { userId, accountId }: { readonly userId: string; readonly accountId: string | null },
): Promise<GrantTable[]> {
  return await db
    .selectFrom('grants')
    .selectAll()
    .where(({ eb, or }) => or([eb('user_id', '=', userId), eb('account_id', '=', accountId)]))
    .execute()
}

/** The oldest first. */
export function selectGrantsOf(db: Kysely<Database>, { instanceId, topic }: TopicKey): Promise<GrantTable[]> {
  return db
    .selectFrom('grants')
    .selectAll()
    .where('instance_id', '=', instanceId)
    .where('topic', '=', topic)
    .orderBy('created_at')
    .orderBy('grant_id')
    .execute()
}

/** In the place of the one that the same grantee has. @returns it, with the ID of the first */
export async function saveGrant(db: Kysely<Database>, row: GrantTable): Promise<GrantTable> {
  const { publish, subscribe, groups, source_ips } = row
  const grantee = row.account_id === null ? 'user_id' : 'account_id'
  return db
    .insertInto('grants')
    .values(row)
    .onConflict(conflict =>
      conflict
        .columns(['instance_id', 'topic', grantee])
        .doUpdateSet({ publish, subscribe, groups, source_ips }),
    )
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** @returns what it was; undefined when the topic has no such grant */
export function deleteGrant(
  db: Kysely<Database>,
  { instanceId, topic, grantId }: TopicKey & { readonly grantId: string },
): Promise<GrantTable | undefined> {
  return db
    .deleteFrom('grants')
    .where('instance_id', '=', instanceId)
    .where('topic', '=', topic)
    .where('grant_id', '=', grantId)
    .returningAll()
    .executeTakeFirst()
}

/** @returns what they were */
export function deleteGrantsOf(db: Kysely<Database>, { instanceId, topic }: TopicKey): Promise<GrantTable[]> {
  return db
    .deleteFrom('grants')
    .where('instance_id', '=', instanceId)
    .where('topic', '=', topic)
    .returningAll()
    .execute()
}

/** To the user alone. */
export async function deleteGrantsTo(db: Kysely<Database>, userId: string): Promise<void> {
  await db.deleteFrom('grants').where('user_id', '=', userId).execute()
}

/** Grants that name the group name it no more. @returns these */
export function dropGroup(
  db: Kysely<Database>,
  { instanceId, group }: { readonly instanceId: string; readonly group: string },
): Promise<GrantTable[]> {
  return db.transaction().execute(async transaction => {
    const rows = await transaction
      .selectFrom('grants')
      .selectAll()
      .where('instance_id', '=', instanceId)
      .execute()
    const naming = rows.filter(row => groupsOf(row).includes(group))
    for (const row of naming) {
      const groups = JSON.stringify(groupsOf(row).filter(name => name !== group))
      await transaction.updateTable('grants').set({ groups }).where('grant_id', '=', row.grant_id).execute()
    }
    return naming
  })
}
