import type { Kysely } from 'kysely'
import type { Database } from '../platform/database/database.ts'
import type { OffsetResetTable } from './offset-table.ts'

export type ResetKey = Pick<OffsetResetTable, 'reset_id' | 'instance_id' | 'group'>
export type MovedOffsets = Pick<OffsetResetTable, 'instance_id' | 'group' | 'topic'>

/** A page shows no more, and nobody undoes what is older. */
const SHOWN = 200

/** @throws what isUniqueViolation knows, when the reset that it takes back was taken back already */
export async function insertReset(db: Kysely<Database>, row: OffsetResetTable): Promise<void> {
  await db.insertInto('offset_resets').values(row).execute()
}

/** The last one first. */
export function selectResets(
  db: Kysely<Database>,
  of: Pick<OffsetResetTable, 'instance_id' | 'group'>,
): Promise<OffsetResetTable[]> {
  return db
    .selectFrom('offset_resets')
    .selectAll()
    .where('instance_id', '=', of.instance_id)
    .where('group', '=', of.group)
    .orderBy('created_at', 'desc')
    .orderBy('reset_id')
    .limit(SHOWN)
    .execute()
}

export function findReset(db: Kysely<Database>, key: ResetKey): Promise<OffsetResetTable | undefined> {
  return db
    .selectFrom('offset_resets')
    .selectAll()
    .where('reset_id', '=', key.reset_id)
    .where('instance_id', '=', key.instance_id)
    .where('group', '=', key.group)
    .executeTakeFirst()
}

/** The reset that took another back. */
export function findUndo(db: Kysely<Database>, resetId: string): Promise<OffsetResetTable | undefined> {
  return db.selectFrom('offset_resets').selectAll().where('undo_of', '=', resetId).executeTakeFirst()
}

export function selectMovedSince(db: Kysely<Database>, timeMs: number): Promise<MovedOffsets[]> {
  return db
    .selectFrom('offset_resets')
    .select(['instance_id', 'group', 'topic'])
    .where('created_at', '>=', timeMs)
    .execute()
}
