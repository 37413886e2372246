/** Grants that outlived their topic: whoever deletes one past the console tells nobody. */
import type { OrphanedGrant } from '@gantry/contract'
import type { AccountService } from '../accounts/account-service.ts'
import type { ClusterRow } from '../clusters/cluster-clients.ts'
import type { AccessNeeds } from './access-needs.ts'
import { authorisationOf, granteeNameOf } from './grant-present.ts'
import { selectAllGrants } from './grant-store.ts'

export interface OrphanNeeds extends AccessNeeds {
  readonly accounts: Pick<AccountService, 'list'>
}

/** @returns none of an instance while a broker that may have its topics does not answer */
export async function orphanedGrants(
  { db, instances, topics, users, accounts }: OrphanNeeds,
  cluster: ClusterRow,
  signal: AbortSignal,
): Promise<OrphanedGrant[]> {
  const [handles, grants] = await Promise.all([instances.handlesOn(cluster), selectAllGrants(db)])
  const granted = new Set(grants.map(({ instance_id }) => instance_id))
  const concerned = handles.filter(({ instance }) => granted.has(instance.instance_id))
  const names = await topics.namesOf(concerned, signal)
  const orphans = grants.filter(({ instance_id, topic }) => {
    const topicsHere = names.get(instance_id)
    return topicsHere?.isWhole === true && !topicsHere.held.has(topic)
  })
  if (orphans.length === 0) return []
  const [people, known] = await Promise.all([users.list(), accounts.list()])
  return orphans.map(grant => ({
    grantId: grant.grant_id,
    instanceId: grant.instance_id,
    topic: grant.topic,
    granteeName: granteeNameOf(grant, known, people),
    authorisation: authorisationOf(grant),
  }))
}
