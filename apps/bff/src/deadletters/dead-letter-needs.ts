/** What dead letters stand on. */
import type { InstanceDoor } from '../platform/brokers/instance-handle.ts'
import type { AppContext } from '../platform/context.ts'
import type { CallerNow } from '../platform/jobs/orderer.ts'

export interface DeadLetterNeeds extends Pick<AppContext, 'db' | 'clock' | 'jobs'> {
  readonly instances: InstanceDoor
  readonly callerNow: CallerNow
}

export interface GroupPlace {
  readonly instanceId: string
  /** Without the namespace. */
  readonly group: string
}
