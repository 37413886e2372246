import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/database.ts'
import type { EventBus } from '../events/event-bus.ts'

/** Of the context, which itself holds the jobs. */
export interface JobNeeds {
  readonly db: Kysely<Database>
  readonly clock: Clock
  readonly log: Logger
  readonly events: EventBus
  readonly stopping: AbortSignal
}
