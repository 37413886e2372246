/** What moving offsets stands on. */
import type { GroupService } from '../groups/group-service.ts'
import type { InstanceDoor } from '../platform/brokers/instance-handle.ts'
import type { AppContext } from '../platform/context.ts'

export interface OffsetNeeds extends Pick<AppContext, 'db' | 'clock' | 'events'> {
  readonly instances: InstanceDoor
  readonly groups: Pick<GroupService, 'lookAt'>
}

export interface GroupParams {
  readonly instanceId: string
  /** Without the namespace. */
  readonly group: string
}
