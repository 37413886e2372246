/** What was granted to a caller, read anew for each request: a revocation holds from the next one on. */
import type { Sight } from '@gantry/contract'
import { accountIdIn } from '@gantry/rules'
import type { GroupService } from '../groups/group-service.ts'
import type { AppContext } from '../platform/context.ts'
import type { Caller } from '../platform/http/caller.ts'
import type { SightOf } from '../platform/http/sight-of.ts'
import { groupsOf } from './grant-present.ts'
import { selectGrantsTo } from './grant-store.ts'
import { holds } from './grantee.ts'

export function createSights({ db }: Pick<AppContext, 'db'>, groups: Pick<GroupService, 'madeBy'>): SightOf {
  return async (caller: Caller): Promise<Sight> => {
    const [grants, made] = await Promise.all([selectGrantsTo(db, caller), groups.madeBy(caller.userId)])
    const held = grants.filter(grant => holds(caller, grant))
    return {
      topics: held.map(({ instance_id, topic, publish, subscribe }) => ({
        instanceId: instance_id,
        topic,
        publish: publish === 1,
        subscribe: subscribe === 1,
      })),
      groups: [
        ...held.flatMap(grant => groupsOf(grant).map(group => ({ instanceId: grant.instance_id, group }))),
        ...made.filter(({ instanceId }) => accountIdIn(instanceId) === caller.accountId),
      ],
    }
  }
}
