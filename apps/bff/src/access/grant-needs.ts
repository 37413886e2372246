/** What grants stand on. */
import type { AccountService } from '../accounts/account-service.ts'
import type { GroupService } from '../groups/group-service.ts'
import type { InstanceDoor } from '../platform/brokers/instance-handle.ts'
import type { AppContext } from '../platform/context.ts'
import type { UserService } from '../session/user-service.ts'
import type { TopicService } from '../topics/topic-service.ts'
import type { AccessService } from './access-service.ts'

export interface GrantNeeds extends Pick<AppContext, 'db' | 'clock'> {
  readonly access: AccessService
  readonly accounts: Pick<AccountService, 'isThere' | 'list'>
  readonly users: Pick<UserService, 'list'>
  readonly instances: InstanceDoor
  readonly topics: Pick<TopicService, 'heldTopic'>
  readonly groups: Pick<GroupService, 'namesOf' | 'made'>
}
