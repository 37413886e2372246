import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { createDatabase, ENGINES } from '../../test-support/databases.ts'
import { insertInstance } from '../../test-support/instances.ts'
import { startTestServer } from '../../test-support/start-server.ts'
import { migrateToLatest } from '../platform/database/migrate.ts'
import { createAccountService } from './account-service.ts'

describe.each(ENGINES)('the account of the installation, on %s', engine => {
  it('is one, however many replicas start at once, and the same at each start', async () => {
    await using database = await createDatabase(engine)
    await using one = await startTestServer({ config: database.settings })
    const services = await Promise.all([1, 2, 3].map(() => createAccountService(one.context)))
    await using two = await startTestServer({ config: database.settings })
    const again = await createAccountService(two.context)
    expect(new Set([...services, again].map(({ firstId }) => firstId)).size).toBe(1)
    expect(await one.context.db.selectFrom('accounts').select('name').execute()).toEqual([
      { name: 'default' },
    ])
  })

  it('owns the instances that were there before accounts were', async () => {
    await using server = await startTestServer({ engine })
    const { db } = server.context
    await insertInstance(db, 'MQ_INST_123456789012_abcdefgh')
    // Back to how it was before.
    await db.schema.dropIndex('instances_name').execute()
    await db.schema.createIndex('instances_name').on('instances').column('name').unique().execute()
    for (const [table, columns] of [
      ['instances', ['account_id']],
      ['users', ['account_id', 'may_read_bodies', 'is_disabled']],
    ] as const) {
      for (const column of columns) await db.schema.alterTable(table).dropColumn(column).execute()
    }
    await db.schema.dropTable('accounts').execute()
    await sql`delete from kysely_migration where name = '0016-accounts'`.execute(db)
    await migrateToLatest(db)
    expect(await db.selectFrom('instances').select('account_id').execute()).toEqual([
      { account_id: '123456789012' },
    ])
    expect(await db.selectFrom('accounts').select(['account_id', 'name']).execute()).toEqual([
      { account_id: '123456789012', name: 'default' },
    ])
  })
})
