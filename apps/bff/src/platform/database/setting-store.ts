/** Facts about this installation that are decided once. */
import type { Kysely } from 'kysely'
import type { Database } from './database.ts'

export async function findSetting(db: Kysely<Database>, name: string): Promise<unknown> {
  const row = await db.selectFrom('settings').select('value').where('name', '=', name).executeTakeFirst()
  return row && JSON.parse(row.value)
}

/** @returns what holds: the value given, or the one that was there before, perhaps from another replica */
export async function settleSetting(db: Kysely<Database>, name: string, value: unknown): Promise<unknown> {
  await db
    .insertInto('settings')
    .values({ name, value: JSON.stringify(value) })
    .onConflict(conflict => conflict.column('name').doNothing())
    .execute()
  return findSetting(db, name)
}
