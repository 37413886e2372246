/** What lookups stand on. */
import type { ConsumerService } from '../consumers/consumer-service.ts'
import type { MessageService } from '../messages/message-service.ts'
import type { InstanceDoor } from '../platform/brokers/instance-handle.ts'
import type { AppContext } from '../platform/context.ts'
import type { TopicService } from '../topics/topic-service.ts'
import type { TraceService } from '../traces/trace-service.ts'

export interface LookupNeeds extends Pick<AppContext, 'clock'> {
  readonly instances: InstanceDoor
  readonly topics: TopicService
  readonly messages: MessageService
  readonly consumers: ConsumerService
  readonly traces: TraceService
}
