/** What groups stand on. */
import type { InstanceDoor } from '../platform/brokers/instance-handle.ts'
import type { AppContext } from '../platform/context.ts'
import type { TopicService } from '../topics/topic-service.ts'

export interface GroupNeeds extends Pick<AppContext, 'db' | 'clock' | 'events'> {
  readonly instances: InstanceDoor
  readonly topics: Pick<TopicService, 'messageTypeOf'>
}

export interface GroupParams {
  readonly instanceId: string
  /** Without the namespace. */
  readonly group: string
}
