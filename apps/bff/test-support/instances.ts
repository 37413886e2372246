import { accountIdIn } from '@gantry/rules'
import type { Kysely } from 'kysely'
import type { Database } from '../src/platform/database/database.ts'

/** A cluster that nobody can reach, and an instance in it: for tests of what points at them. */
export async function insertInstance(db: Kysely<Database>, instanceId: string): Promise<void> {
  await db
    .insertInto('clusters')
    .values({
      cluster_id: `cluster-of-${instanceId}`,
      name: `cluster-of-${instanceId}`,
      namesrv_addr: '127.0.0.1:1',
      tls: 0,
      access_key: null,
      secret_key_encrypted: null,
      read_only: 0,
      version: 0,
      created_at: 0,
    })
    .execute()
  const accountId = accountIdIn(instanceId) ?? ''
  await db
    .insertInto('accounts')
    .values({ account_id: accountId, name: accountId, created_at: 0 })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  await db
    .insertInto('instances')
    .values({
      instance_id: instanceId,
      account_id: accountId,
      cluster_id: `cluster-of-${instanceId}`,
      name: instanceId,
      description: '',
      has_namespace: 1,
      max_topics: 50,
      inbound_tps: 1_000,
      outbound_tps: 1_000,
      version: 0,
      created_at: 0,
    })
    .execute()
}
