/** What topics stand on. */
import type { InstanceDoor } from '../platform/brokers/instance-handle.ts'
import type { AppContext } from '../platform/context.ts'

export interface TopicNeeds extends Pick<AppContext, 'db' | 'clock' | 'events'> {
  readonly instances: InstanceDoor
}

export interface TopicParams {
  readonly instanceId: string
  /** Without the namespace. */
  readonly topic: string
}
