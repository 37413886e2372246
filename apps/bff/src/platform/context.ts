/** Everything shared, built once and handed in. No globals: tests build as many as they like. */
import { type Kysely, sql } from 'kysely'
import type { Logger } from 'pino'
import { type Clock, systemClock } from './clock.ts'
import type { Config } from './config/config.ts'
import { connectDatabase } from './database/connect-database.ts'
import type { Database } from './database/database.ts'
import { migrateToLatest } from './database/migrate.ts'
import { createEventBus, type EventBus } from './events/event-bus.ts'
import { createJobs, type Jobs } from './jobs/jobs.ts'
import { createLog } from './log.ts'
import { createMetrics, type Metrics } from './metrics/metrics.ts'
import { createReadiness, type Readiness } from './metrics/readiness.ts'
import { loadKeys } from './secrets/key-file.ts'
import { createSecrets, type Secrets } from './secrets/secrets.ts'
import { createWork, type Work } from './work.ts'

export interface AppContext extends AsyncDisposable {
  readonly config: Config
  readonly log: Logger
  readonly db: Kysely<Database>
  readonly secrets: Secrets
  readonly clock: Clock
  readonly events: EventBus
  /** Work that outlives its request, shared between replicas. */
  readonly jobs: Jobs
  readonly metrics: Metrics
  readonly readiness: Readiness
  /** Requests and changes that are going on. */
  readonly work: Work
  /** Aborted when the server begins to stop: background work and streams end. */
  readonly stopping: AbortSignal
  /** Tells background work and streams to end; requests may still finish. */
  beginStop(): void
  /** Runs when the context closes, the last registered first. */
  onClose(close: () => Promise<void> | void): void
  close(): Promise<void>
}

export type ContextOverrides = Partial<Pick<AppContext, 'log' | 'clock' | 'secrets'>>

/** @throws ConfigError for a key file or a database address that cannot be used */
export async function createContext(config: Config, overrides: ContextOverrides = {}): Promise<AppContext> {
  const closing = new AsyncDisposableStack()
  const stopping = new AbortController()
  const clock = overrides.clock ?? systemClock
  const log = overrides.log ?? createLog(config.logLevel)
  const secrets = overrides.secrets ?? createSecrets(...(await loadKeys(config)))
  const db = connectDatabase(config, log)
  closing.defer(() => db.destroy())
  try {
    await migrateToLatest(db)
  } catch (error) {
    await closing.disposeAsync()
    throw error
  }
  const events = createEventBus(error => log.error({ err: error }, 'a listener of events failed'))
  const readiness = createReadiness()
  readiness.add({
    part: 'database',
    isRequired: true,
    check: async () => {
      await sql`select 1`.execute(db)
      return { ok: true }
    },
  })
  const onClose: AppContext['onClose'] = closer => closing.defer(async () => closer())
  const shared = { log, db, clock, events, stopping: stopping.signal }
  const jobs = createJobs(shared)
  const close = async (): Promise<void> => {
    stopping.abort()
    // What is on its way to a broker is waited for while its clients are still there.
    await jobs.settled()
    await closing.disposeAsync()
  }
  return {
    ...shared,
    config,
    secrets,
    jobs,
    metrics: createMetrics(config.metricsToken !== undefined),
    readiness,
    work: createWork(),
    beginStop: () => stopping.abort(),
    onClose,
    close,
    [Symbol.asyncDispose]: close,
  }
}
