/** All that was found about one question: what every answer is told from. */
import type { LookupAnswer, LookupAnswerCode, SubscriptionDifference, Trace } from '@gantry/contract'
import type { StoredMessage } from '@gantry/remoting'
import { LOOKUP_SENTENCES, type LookupSentence } from '@gantry/rules'
import type { Delivery } from '../messages/message-delivery.ts'

/** A message of the instance, or a copy that waits to become one. */
export interface Sighting {
  readonly brokerName: string
  /** The topic that it was sent to, without the namespace. */
  readonly topic: string
  readonly message: StoredMessage
}

export interface GroupTrail extends Delivery {
  /** Messages a second that the group consumes; null where it is not known. */
  readonly consumeTps: number | null
  /** Attempts before a message becomes a dead letter. */
  readonly maxAttempts: number
  readonly differences: readonly SubscriptionDifference[]
}

/** A message that is in its topic. */
export interface MessageTrail {
  readonly sighting: Sighting
  readonly groups: readonly GroupTrail[]
  /** Undefined: not looked for, or none was found. */
  readonly trace: Trace | undefined
}

/** What is known when no message is in a topic of the instance. */
export interface AbsenceTrail {
  readonly asked: string
  readonly isMessageId: boolean
  /** Waiting in the broker's own topics for a topic of this instance. */
  readonly scheduled: Sighting | undefined
  readonly dueMs: number | undefined
  readonly half: Sighting | undefined
  readonly transactionChecks: number
  /** In a topic of another instance of the cluster, as its name is on the brokers. */
  readonly foreignTopic: string | undefined
  /** The ID names a broker that is not of this cluster. */
  readonly strangerAddr: string | undefined
  /** When the ID was made, by its client's clock; undefined where the ID does not tell. */
  readonly madeMs: number | undefined
  /** Store time of the oldest message that the brokers keep. */
  readonly oldestMs: number | undefined
  /** What could not be looked at, and why. */
  readonly unknown: ReadonlyArray<Pick<LookupAnswer, 'params'> & { readonly sentenceName: LookupSentence }>
}

export type MessageRule = (trail: MessageTrail) => readonly LookupAnswer[]
export type AbsenceRule = (trail: AbsenceTrail) => readonly LookupAnswer[]

export function answer(
  code: LookupAnswerCode,
  sentenceName: LookupSentence,
  params: LookupAnswer['params'],
  more: { readonly group?: string; readonly evidence?: Readonly<LookupAnswer['evidence']> } = {},
): LookupAnswer {
  const sentence = LOOKUP_SENTENCES[sentenceName].replace(/\{(\w+)\}/g, (_, name: string) =>
    String(params[name] ?? ''),
  )
  return {
    code,
    sentence,
    sentenceName,
    params,
    group: more.group ?? null,
    evidence: [...(more.evidence ?? [])],
  }
}
