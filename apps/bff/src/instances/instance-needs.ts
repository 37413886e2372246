/** What instances stand on. */
import type { AccountService } from '../accounts/account-service.ts'
import type { ClusterService } from '../clusters/cluster-service.ts'
import type { GroupService } from '../groups/group-service.ts'
import type { AppContext } from '../platform/context.ts'
import type { SightOf } from '../platform/http/sight-of.ts'
import type { TopicService } from '../topics/topic-service.ts'
import type { RecentCounters } from './recent-counters.ts'

export interface InstanceNeeds extends Pick<AppContext, 'config' | 'db' | 'clock' | 'events'> {
  readonly accounts: Pick<AccountService, 'firstId' | 'isThere'>
  readonly clusters: Pick<ClusterService, 'clients' | 'rows' | 'find'>
  readonly topics: Pick<TopicService, 'namesOf'>
  readonly groups: Pick<GroupService, 'namesOf'>
  readonly sightOf: SightOf
  readonly recentCounters: RecentCounters
}
