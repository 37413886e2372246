/** What rules judge by: facts about one group, gathered once, with what could not be had and why. */
import type {
  ConsumerClient,
  ConsumerClientView,
  ConsumerStatus,
  consumerProgress,
  DiagnosisFinding,
  ResponseOf,
} from '@gantry/contract'
import type { ClientThreads } from '../consumers/stacks/sample-threads.ts'

/** Why something is not known: a sentence with its parameters. */
export type Reason = Pick<DiagnosisFinding, 'code' | 'params'>

/** What could be had of one kind of facts. */
export interface Part<T> {
  readonly value: T
  /** Empty: the value is all there is. */
  readonly missing: readonly Reason[]
}

export interface BrokerAt {
  readonly brokerName: string
  readonly brokerAddr: string
  readonly message: string
}

export interface BrokerFacts {
  /** They do not answer, or are not registered any more. */
  readonly down: readonly BrokerAt[]
  /** Their topics are written to by nobody, by order of an operator. */
  readonly readOnly: readonly BrokerAt[]
}

export interface GroupFacts {
  /** Broker names, here and below. */
  readonly missingOn: readonly string[]
  readonly disabledOn: readonly string[]
  readonly noBroadcastOn: readonly string[]
}

export interface TopicFacts {
  readonly topic: string
  readonly missingOn: readonly string[]
  readonly unreadableOn: readonly string[]
}

/** Messages a second over the last minute. */
export interface TopicRates {
  readonly topic: string
  readonly inTps: number
  readonly outTps: number
}

export interface DeadLetterFacts {
  readonly count: bigint
  /** ms since 1970; null where none is stored. */
  readonly newestAtMs: number | null
}

export interface Evidence {
  readonly nowMs: number
  readonly status: ConsumerStatus
  readonly progress: ResponseOf<typeof consumerProgress>
  readonly clients: readonly ConsumerClient[]
  /** Of the clients that answered. */
  readonly views: readonly ConsumerClientView[]
  /** Of progress and connections: brokers that did not tell theirs. */
  readonly unread: readonly Reason[]
  readonly brokers: Part<BrokerFacts>
  readonly group: Part<GroupFacts>
  readonly topics: Part<readonly TopicFacts[]>
  readonly rates: Part<readonly TopicRates[]>
  /** Of the clients that send stacks which can be read. */
  readonly threads: Part<readonly ClientThreads[]>
  readonly deadLetters: Part<DeadLetterFacts>
}

/** How often stacks are taken. */
export const SAMPLES = 5
