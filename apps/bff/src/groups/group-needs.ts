/** What groups stand on. */
import type { GrantsDoor } from '../platform/brokers/grants-door.ts'
import type { InstanceDoor } from '../platform/brokers/instance-handle.ts'
import type { AppContext } from '../platform/context.ts'
import type { TopicService } from '../topics/topic-service.ts'

export interface GroupNeeds extends Pick<AppContext, 'db' | 'clock' | 'events'> {
  readonly instances: InstanceDoor
  readonly grants: Pick<GrantsDoor, 'forgetGroup'>
  readonly topics: Pick<TopicService, 'messageTypeOf'>
}

export interface GroupParams {
  readonly instanceId: string
  /** Without the namespace. */
  readonly group: string
}
