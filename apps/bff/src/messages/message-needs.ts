/** What messages stand on. */
import type { InstanceDoor, ProducerDoor } from '../platform/brokers/instance-handle.ts'
import type { AppContext } from '../platform/context.ts'
import type { TopicService } from '../topics/topic-service.ts'

export interface MessageNeeds extends Pick<AppContext, 'clock'> {
  readonly instances: InstanceDoor
  readonly clusters: ProducerDoor
  readonly topics: TopicService
}
