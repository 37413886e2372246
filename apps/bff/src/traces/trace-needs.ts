/** What traces stand on. */
import type { DeadLetterService } from '../deadletters/dead-letter-service.ts'
import type { InstanceDoor } from '../platform/brokers/instance-handle.ts'
import type { AppContext } from '../platform/context.ts'
import type { CallerNow } from '../platform/jobs/orderer.ts'

export interface TraceNeeds extends Pick<AppContext, 'db' | 'clock' | 'jobs'> {
  readonly instances: InstanceDoor
  readonly callerNow: CallerNow
  readonly deadLetters: DeadLetterService
}
