import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { createDatabase, ENGINES } from '../../test-support/databases.ts'
import { startTestServer } from '../../test-support/start-server.ts'
import { readConfig } from '../platform/config/config.ts'
import { connectDatabase } from '../platform/database/connect-database.ts'
import { createMigrator, migrateToLatest } from '../platform/database/migrate.ts'
import { createLog } from '../platform/log.ts'
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
    await using database = await createDatabase(engine)
    await using db = connectDatabase({ ...readConfig({}), ...database.settings }, createLog('silent'))
    await createMigrator(db).migrateTo('0015-statistics')
    await sql`insert into clusters (cluster_id, name, namesrv_addr, tls, read_only, version, created_at)
      values ('c', 'c', '127.0.0.1:1', 0, 0, 0, 0)`.execute(db)
    await sql`insert into instances (instance_id, cluster_id, name, description, has_namespace, max_topics,
      inbound_tps, outbound_tps, version, created_at)
      values ('MQ_INST_123456789012_abcdefgh', 'c', 'orders', '', 1, 50, 1000, 1000, 0, 0)`.execute(db)
    await migrateToLatest(db)
    expect(await db.selectFrom('instances').select('account_id').execute()).toEqual([
      { account_id: '123456789012' },
    ])
    expect(await db.selectFrom('accounts').select(['account_id', 'name']).execute()).toEqual([
      { account_id: '123456789012', name: 'default' },
    ])
  })
})
