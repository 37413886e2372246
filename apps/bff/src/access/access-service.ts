/** Carries what should be to the brokers, as other capabilities and the operations ask for it. */
import type { AccessOutcome } from '@gantry/contract'
import { accountIdIn } from '@gantry/rules'
import type { Kysely } from 'kysely'
import type { ClusterRow } from '../clusters/cluster-clients.ts'
import type { Database } from '../platform/database/database.ts'
import type { AppEvent } from '../platform/events/event-bus.ts'
import type { UserRow } from '../session/user-service.ts'
import { forgetKeysOf, selectAllKeys, selectKeysOf } from './access-key-store.ts'
import type { AccessNeeds } from './access-needs.ts'
import type { BrokerIdentity } from './broker-identity.ts'
import { authorisationOf } from './grant-present.ts'
import { deleteGrantsTo, selectAllGrants, selectGrantsTo } from './grant-store.ts'
import type { GrantTable } from './grant-table.ts'
import { actsFor, isGrantee } from './grantee.ts'
import { inTurn } from './key-turns.ts'
import { settleCluster } from './settle-cluster.ts'

export interface AccessService {
  /** Of a user who may go in a moment. */
  keysOf(userId: string): Promise<string[]>
  /** What goes with a user or an account, such as `MQ_INST_…/orders PUBLISH`. */
  grantsTo(grantee: { readonly userId: string } | { readonly accountId: string }): Promise<string[]>
  /** Forgets the secrets of a user who goes in the transaction; `settle` takes the keys from the brokers afterwards. */
  forgetKeysOf(transaction: Kysely<Database>, userId: string): Promise<void>
  /** Takes back what was granted to the user alone, in the transaction; `settle` carries it to the brokers afterwards. */
  revokeGrantsTo(transaction: Kysely<Database>, userId: string): Promise<void>
  /** Brings keys to what they should be on every broker of every cluster, and notes which brokers are away. */
  settle(accessKeys: readonly string[], signal: AbortSignal): Promise<AccessOutcome[]>
  /** The same for the keys of whoever grants are for, or were for. */
  settleGrantees(grants: readonly GrantTable[], signal: AbortSignal): Promise<AccessOutcome[]>
  /** The same for every key, on one cluster. */
  repair(cluster: ClusterRow, signal: AbortSignal): Promise<AccessOutcome[]>
  /** The same for keys that were changed while the broker was away. */
  catchUp(
    cluster: ClusterRow,
    broker: BrokerIdentity,
    accessKeys: readonly string[],
    signal: AbortSignal,
  ): Promise<AccessOutcome[]>
}

export function createAccessService(needs: AccessNeeds): AccessService {
  const { db, clusters } = needs
  const service: AccessService = {
    keysOf: async userId => (await selectKeysOf(db, userId)).map(({ access_key }) => access_key),
    grantsTo: async grantee => {
      const grants = await selectGrantsTo(db, { userId: '', accountId: null, ...grantee })
      return grants.map(grant => `${grant.instance_id}/${grant.topic} ${authorisationOf(grant)}`).toSorted()
    },
    forgetKeysOf,
    revokeGrantsTo: deleteGrantsTo,
    settle: async (accessKeys, signal) => {
      if (accessKeys.length === 0) return []
      return inTurn(needs, accessKeys, signal, async () => {
        const rows = await clusters.rows()
        const outcomes = rows.map(cluster => settleCluster(needs, { cluster, accessKeys }, signal))
        return (await Promise.all(outcomes)).flat()
      })
    },
    async settleGrantees(grants, signal) {
      if (grants.length === 0) return []
      const isConcerned = (user: UserRow): boolean => grants.some(grant => isGrantee(user, grant))
      return service.settle(await keysOfThose(needs, isConcerned), signal)
    },
    async repair(cluster, signal) {
      const accessKeys = (await selectAllKeys(db)).map(({ access_key }) => access_key)
      return inTurn(needs, accessKeys, signal, () => settleCluster(needs, { cluster, accessKeys }, signal))
    },
    catchUp: (cluster, broker, accessKeys, signal) =>
      inTurn(needs, accessKeys, signal, () => settleCluster(needs, { cluster, accessKeys, broker }, signal)),
  }
  needs.events.subscribe(event => void follow(needs, service, event))
  return service
}

/** What an owner's keys may reach changes with the instances, and where there is no namespace with topics and groups. */
const REACH: ReadonlySet<string> = new Set([
  'instanceCreated',
  'instanceDeleted',
  'topicCreated',
  'topicDeleted',
  'topicRepaired',
  'groupCreated',
  'groupDeleted',
  'groupRepaired',
])

async function follow(needs: AccessNeeds, access: AccessService, event: AppEvent): Promise<void> {
  const { log, work } = needs
  const { instanceId } = event.data
  if (!REACH.has(event.type) || typeof instanceId !== 'string') return
  const done = work.begin()
  try {
    await access.settle(await keysIn(needs, instanceId), work.cutOff)
  } catch (error) {
    log.warn({ err: error, instanceId }, 'access keys did not follow a change; the cluster shows the drift')
  } finally {
    done()
  }
}

/** Of the owners of an instance, and of whoever was granted something in it. */
async function keysIn(needs: AccessNeeds, instanceId: string): Promise<string[]> {
  const grants = await selectAllGrants(needs.db)
  const given = grants.filter(({ instance_id }) => instance_id === instanceId)
  return keysOfThose(
    needs,
    user => actsFor(user, accountIdIn(instanceId)) || given.some(grant => isGrantee(user, grant)),
  )
}

async function keysOfThose(
  { db, users }: AccessNeeds,
  isConcerned: (user: UserRow) => boolean,
): Promise<string[]> {
  const concerned = (await users.list()).filter(isConcerned)
  const keys = await Promise.all(concerned.map(({ userId }) => selectKeysOf(db, userId)))
  return keys.flat().map(({ access_key }) => access_key)
}
