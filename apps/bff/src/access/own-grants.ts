/** Topics that were granted to somebody, whosever instance they are in. */
import type { OwnGrant } from '@gantry/contract'
import { toTimestamp } from '../platform/clock.ts'
import type { Caller } from '../platform/http/caller.ts'
import type { AccessNeeds } from './access-needs.ts'
import { authorisationOf, sourceIpsOf } from './grant-present.ts'
import { selectAllGrants } from './grant-store.ts'
import { isGrantee } from './grantee.ts'
import { consumingGroups } from './made-groups.ts'

/** By topic. */
export async function ownGrants(
  { db, clusters, groups, instances, users }: AccessNeeds,
  { userId }: Caller,
): Promise<OwnGrant[]> {
  const [people, grants, rows, made] = await Promise.all([
    users.list(),
    selectAllGrants(db),
    clusters.rows(),
    groups.made(),
  ])
  const self = people.find(user => user.userId === userId)
  const own = self ? grants.filter(grant => isGrantee(self, grant)) : []
  if (own.length === 0) return []
  const handles = (await Promise.all(rows.map(row => instances.handlesOn(row)))).flat()
  const byId = new Map(handles.map(handle => [handle.instance.instance_id, handle]))
  const found = own.flatMap((grant): OwnGrant[] => {
    const handle = byId.get(grant.instance_id)
    if (!handle) return []
    return [
      {
        grantId: grant.grant_id,
        instanceId: grant.instance_id,
        topic: grant.topic,
        authorisation: authorisationOf(grant),
        groups: consumingGroups(grant, made),
        sourceIps: sourceIpsOf(grant),
        plainAddress: handle.cluster.namesrv_addr,
        namespace: handle.instance.has_namespace === 1 ? grant.instance_id : null,
        createdAt: toTimestamp(grant.created_at),
      },
    ]
  })
  return found.toSorted((a, b) => (a.topic < b.topic ? -1 : 1))
}
