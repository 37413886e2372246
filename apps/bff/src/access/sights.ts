/** What was granted to a caller, read anew for each request: a revocation holds from the next one on. */
import type { Sight } from '@gantry/contract'
import { accountIdIn } from '@gantry/rules'
import type { GroupService, MadeGroup } from '../groups/group-service.ts'
import type { AppContext } from '../platform/context.ts'
import type { Caller } from '../platform/http/caller.ts'
import type { SightOf } from '../platform/http/sight-of.ts'
import { groupsOf } from './grant-present.ts'
import { selectGrantsTo } from './grant-store.ts'
import { holds } from './grantee.ts'

export function createSights({ db }: Pick<AppContext, 'db'>, groups: Pick<GroupService, 'madeBy'>): SightOf {
  return async (caller: Caller): Promise<Sight> => {
    const [grants, made] = await Promise.all([selectGrantsTo(db, caller), groups.madeBy(caller)])
    const held = grants.filter(grant => holds(caller, grant))
    const isOpen = ({ instance_id, made_by_account }: MadeGroup): boolean =>
      made_by_account === null
        ? accountIdIn(instance_id) === caller.accountId
        : held.some(grant => grant.instance_id === instance_id && grant.subscribe === 1)
    return {
      topics: held.map(({ instance_id, topic, publish, subscribe }) => ({
        instanceId: instance_id,
        topic,
        publish: publish === 1,
        subscribe: subscribe === 1,
      })),
      groups: [
        ...held.flatMap(grant =>
          groupsOf(grant).map(group => ({ instanceId: grant.instance_id, group, isMade: false })),
        ),
        ...made
          .filter(isOpen)
          .map(({ instance_id: instanceId, group }) => ({ instanceId, group, isMade: true })),
      ],
    }
  }
}
