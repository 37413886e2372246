/** Tenant accounts, who belongs to them, and whose each instance is. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('accounts')
    .addColumn('account_id', 'text', column => column.primaryKey())
    .addColumn('name', 'text', column => column.notNull().unique())
    .addColumn('created_at', 'bigint', column => column.notNull())
    .execute()
  await db.schema
    .alterTable('users')
    .addColumn('account_id', 'text', column => column.references('accounts.account_id'))
    .execute()
  await db.schema
    .alterTable('users')
    .addColumn('may_read_bodies', 'integer', column => column.notNull().defaultTo(0))
    .execute()
  await db.schema
    .alterTable('users')
    .addColumn('is_disabled', 'integer', column => column.notNull().defaultTo(0))
    .execute()
  await db.schema
    .alterTable('instances')
    .addColumn('account_id', 'text', column => column.references('accounts.account_id'))
    .execute()
  await settleOwners(db)
  // Unique over all accounts, a name in use would tell of somebody else's instance.
  await db.schema.dropIndex('instances_name').execute()
  await db.schema
    .createIndex('instances_name')
    .on('instances')
    .columns(['account_id', 'name'])
    .unique()
    .execute()
}

/** Every instance has the number of its account in its ID; until now there was one account, the first. */
async function settleOwners(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ instance_id: string }>`select instance_id from instances`.execute(db)
  for (const { instance_id } of rows) {
    const accountId = /^MQ_INST_(\w+)_\w{8}$/.exec(instance_id)?.[1]
    if (accountId === undefined) throw new Error(`${instance_id} is no instance ID.`)
    await sql`insert into accounts (account_id, name, created_at)
      values (${accountId}, 'default', 0) on conflict (account_id) do nothing`.execute(db)
    await sql`update instances set account_id = ${accountId} where instance_id = ${instance_id}`.execute(db)
  }
}
