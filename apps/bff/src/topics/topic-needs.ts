/** What topics stand on. */
import type { GrantsDoor } from '../platform/brokers/grants-door.ts'
import type { InstanceDoor } from '../platform/brokers/instance-handle.ts'
import type { AppContext } from '../platform/context.ts'

export interface TopicNeeds extends Pick<AppContext, 'db' | 'clock' | 'events'> {
  readonly instances: InstanceDoor
  readonly grants: Pick<GrantsDoor, 'forgetTopic'>
}

export interface TopicParams {
  readonly instanceId: string
  /** Without the namespace. */
  readonly topic: string
}
