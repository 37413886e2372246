import type { RigCluster } from '@gantry/rig'
import type { ObservedConsole } from './observed-console.ts'
import type { PacedProducer } from './paced-producer.ts'

export interface StatisticsWorld {
  /** Two brokers. */
  readonly cluster: RigCluster
  readonly producer: PacedProducer
  /** Consumes all that the producer sends. */
  readonly group: string
  /** Messages each second, by topic. */
  readonly paces: Readonly<Record<string, number>>
  /** A console on SQLite, which only collects for itself. */
  readonly alone: ObservedConsole
  /** It once more, on the same data. */
  readonly startAlone: () => Promise<ObservedConsole>
  /** Two replicas on one PostgreSQL: the one that collects, since it was there first, and the other. */
  readonly collecting: ObservedConsole
  readonly waiting: ObservedConsole
  readonly databaseUrl: string
}
