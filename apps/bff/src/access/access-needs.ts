/** What access stands on. */
import type { ClusterService } from '../clusters/cluster-service.ts'
import type { GroupService } from '../groups/group-service.ts'
import type { InstanceService } from '../instances/instance-service.ts'
import type { AppContext } from '../platform/context.ts'
import type { UserService } from '../session/user-service.ts'
import type { TopicService } from '../topics/topic-service.ts'

export interface AccessNeeds
  extends Pick<AppContext, 'db' | 'clock' | 'secrets' | 'events' | 'log' | 'work'> {
  readonly clusters: Pick<ClusterService, 'clients' | 'rows'>
  readonly instances: Pick<InstanceService, 'handlesOn'>
  readonly users: Pick<UserService, 'list'>
  readonly topics: Pick<TopicService, 'namesOf'>
  readonly groups: Pick<GroupService, 'namesOf' | 'made'>
}
