import type { Kysely } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import type { Database } from './database.ts'
import * as session from './migrations/0001-session.ts'
import * as auditEvents from './migrations/0002-audit-events.ts'
import * as settings from './migrations/0003-settings.ts'
import * as idempotencyKeys from './migrations/0004-idempotency-keys.ts'
import * as clusters from './migrations/0005-clusters.ts'
import * as instances from './migrations/0006-instances.ts'
import * as topics from './migrations/0007-topics.ts'
import * as groups from './migrations/0008-groups.ts'
import * as topicBrokers from './migrations/0009-topic-brokers.ts'
import * as jobs from './migrations/0010-jobs.ts'
import * as deadLetters from './migrations/0012-dead-letters.ts'
import * as traces from './migrations/0013-traces.ts'
import * as offsetResets from './migrations/0014-offset-resets.ts'
import * as statistics from './migrations/0015-statistics.ts'
import * as accounts from './migrations/0016-accounts.ts'
import * as auditChain from './migrations/0017-audit-chain.ts'
import * as accessKeys from './migrations/0018-access-keys.ts'
import * as grants from './migrations/0019-grants.ts'
import * as statisticsShelves from './migrations/0020-statistics-shelves.ts'
import * as mfa from './migrations/0025-mfa.ts'
import * as oidc from './migrations/0028-oidc.ts'
import * as groupsMadeBy from './migrations/0030-groups-made-by.ts'
import * as accessOnBrokers from './migrations/0031-access-on-brokers.ts'
import * as auditTrim from './migrations/0032-audit-trim.ts'
import * as groupsOfGrantees from './migrations/0033-groups-of-grantees.ts'
import * as auditKey from './migrations/0035-audit-key.ts'
import * as oidcEnds from './migrations/0036-oidc-ends.ts'
import * as accessOnReplicas from './migrations/0037-access-on-replicas.ts'
import * as oneTimePasswords from './migrations/0038-one-time-passwords.ts'

/** In the order of their names; one that was published is never changed. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-session': session,
  '0002-audit-events': auditEvents,
  '0003-settings': settings,
  '0004-idempotency-keys': idempotencyKeys,
  '0005-clusters': clusters,
  '0006-instances': instances,
  '0007-topics': topics,
  '0008-groups': groups,
  '0009-topic-brokers': topicBrokers,
  '0010-jobs': jobs,
  '0012-dead-letters': deadLetters,
  '0013-traces': traces,
  '0014-offset-resets': offsetResets,
  '0015-statistics': statistics,
  '0016-accounts': accounts,
  '0017-audit-chain': auditChain,
  '0018-access-keys': accessKeys,
  '0019-grants': grants,
  '0020-statistics-shelves': statisticsShelves,
  '0025-mfa': mfa,
  '0028-oidc': oidc,
  '0030-groups-made-by': groupsMadeBy,
  '0031-access-on-brokers': accessOnBrokers,
  '0032-audit-trim': auditTrim,
  '0033-groups-of-grantees': groupsOfGrantees,
  '0035-audit-key': auditKey,
  '0036-oidc-ends': oidcEnds,
  '0037-access-on-replicas': accessOnReplicas,
  '0038-one-time-passwords': oneTimePasswords,
}

/** Safe when several replicas start at once: the migrator takes a lock. */
export async function migrateToLatest(db: Kysely<Database>): Promise<void> {
  const { error } = await createMigrator(db).migrateToLatest()
  if (error) throw error
}

/** Goes to any state in between, for tests of what a migration does with what it finds. */
export function createMigrator(db: Kysely<Database>): Migrator {
  return new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } })
}
