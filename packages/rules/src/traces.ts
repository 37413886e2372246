/** What became of a message, worked out from what clients reported of it. */

export const SENDING_STATUSES = [
  'SENT',
  'SENDING_FAILED',
  'MESSAGE_STANDING_BY',
  'TRANSACTION_UNCOMMITTED',
  'MESSAGE_ROLLED_BACK',
] as const
export type SendingStatus = (typeof SENDING_STATUSES)[number]

export const CONSUMPTION_STATUSES = [
  'ALL_SUCCEEDED',
  'PARTIALLY_SUCCEEDED',
  'ALL_FAILED',
  'NOT_CONSUMED',
  'CONSUMPTION_RESULT_UNRETURNED',
] as const
export type ConsumptionStatus = (typeof CONSUMPTION_STATUSES)[number]

export const ATTEMPT_STATUSES = ['CONSUMED', 'CONSUMPTION_FAILED', 'CONSUMPTION_RESULT_UNRETURNED'] as const
export type AttemptStatus = (typeof ATTEMPT_STATUSES)[number]

export interface SendingFacts {
  /** The producer's own word. */
  readonly isSuccess: boolean
  readonly kind: 'PLAIN' | 'DELAYED' | 'HALF'
  /** The last end of its transaction that was reported. */
  readonly transaction: 'COMMIT' | 'ROLLBACK' | 'UNKNOWN' | undefined
  /** Whether consumers can get it: it stands in its topic. Undefined when nobody looked. */
  readonly isInTopic: boolean | undefined
  /** When a delayed message is due, ms. */
  readonly dueMs: number | undefined
}

export function sendingStatusOf(facts: SendingFacts, nowMs: number): SendingStatus {
  if (!facts.isSuccess) return 'SENDING_FAILED'
  // What stands in the topic has been delivered, whatever was reported before.
  if (facts.kind === 'PLAIN' || facts.isInTopic === true) return 'SENT'
  if (facts.kind === 'HALF') {
    if (facts.transaction === 'ROLLBACK') return 'MESSAGE_ROLLED_BACK'
    return facts.transaction === 'COMMIT' ? 'SENT' : 'TRANSACTION_UNCOMMITTED'
  }
  const isDue = facts.dueMs !== undefined && facts.dueMs <= nowMs
  return isDue || facts.isInTopic === undefined ? 'SENT' : 'MESSAGE_STANDING_BY'
}

/** @param isSuccess undefined: the client has not reported an end */
export function attemptStatusOf(isSuccess: boolean | undefined): AttemptStatus {
  if (isSuccess === undefined) return 'CONSUMPTION_RESULT_UNRETURNED'
  return isSuccess ? 'CONSUMED' : 'CONSUMPTION_FAILED'
}

export interface ConsumptionFacts {
  /** In the order of their times. */
  readonly attempts: ReadonlyArray<{
    readonly status: AttemptStatus
    /** 1 for the first delivery. */
    readonly attempt: number
  }>
  /** Among the dead letters of the group. */
  readonly isDead: boolean
  /** Deliveries after the first one that the group allows; undefined when not known. */
  readonly maxRetries: number | undefined
}

export function consumptionStatusOf({ attempts, isDead, maxRetries }: ConsumptionFacts): ConsumptionStatus {
  const last = attempts.at(-1)
  if (last === undefined) return isDead ? 'ALL_FAILED' : 'NOT_CONSUMED'
  if (attempts.every(({ status, attempt }) => status === 'CONSUMED' && attempt === 1)) return 'ALL_SUCCEEDED'
  if (attempts.some(({ status }) => status === 'CONSUMED')) return 'PARTIALLY_SUCCEEDED'
  if (isDead) return 'ALL_FAILED'
  if (last.status === 'CONSUMPTION_RESULT_UNRETURNED') return 'CONSUMPTION_RESULT_UNRETURNED'
  const isUsedUp = maxRetries !== undefined && last.attempt > maxRetries
  return isUsedUp ? 'ALL_FAILED' : 'PARTIALLY_SUCCEEDED'
}
