/** Leases of work that nobody orders and that never ends: of all replicas the one that holds the lease does it. */
import type { Kysely } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Lease } from './job-store.ts'

/** Takes a lease that is free or has ended, or renews the holder's own. @returns false: another holds it */
export async function takeLease(
  db: Kysely<Database>,
  name: string,
  { holder, nowMs, untilMs }: Lease,
): Promise<boolean> {
  const taken = await db
    .insertInto('leases')
    .values({ name, holder, lease_until: untilMs })
    .onConflict(conflict =>
      conflict
        .column('name')
        .doUpdateSet({ holder, lease_until: untilMs })
        .where(({ eb, or }) => or([eb('leases.holder', '=', holder), eb('leases.lease_until', '<', nowMs)])),
    )
    .returning('name')
    .executeTakeFirst()
  return taken !== undefined
}

/** For a transaction: until it ends nobody else can take the lease. @returns false: it is another's, or has ended */
export async function lockLease(
  transaction: Kysely<Database>,
  name: string,
  { holder, nowMs }: Pick<Lease, 'holder' | 'nowMs'>,
): Promise<boolean> {
  const held = await transaction
    .updateTable('leases')
    .set({ holder })
    .where('name', '=', name)
    .where('holder', '=', holder)
    .where('lease_until', '>=', nowMs)
    .returning('name')
    .executeTakeFirst()
  return held !== undefined
}

/** So that another needs not wait for its end. */
export async function releaseLease(db: Kysely<Database>, name: string, holder: string): Promise<void> {
  await db.deleteFrom('leases').where('name', '=', name).where('holder', '=', holder).execute()
}
