/** Facts about this installation. */
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

/** For what may change from start to start. */
export async function saveSetting(db: Kysely<Database>, name: string, value: unknown): Promise<void> {
  const text = JSON.stringify(value)
  await db
    .insertInto('settings')
    .values({ name, value: text })
    .onConflict(conflict => conflict.column('name').doUpdateSet({ value: text }))
    .execute()
}
