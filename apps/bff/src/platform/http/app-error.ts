import type { Blocker, ErrorCode, FieldProblem } from '@gantry/contract'

export interface AppErrorExtras {
  /** With VALIDATION: which fields, and why. */
  readonly fields?: readonly FieldProblem[]
  /** With IN_USE: what is left. */
  readonly blockers?: readonly Blocker[]
  /** With CONFLICT on a stale edit: the state that is there now, as the contract shows it. */
  readonly current?: unknown
  readonly brokerCode?: number
  readonly brokerAddr?: string
  /** With RATE_LIMITED and whatever may pass by itself: sent as `Retry-After`. */
  readonly retryAfterSeconds?: number
  /** For the log only. */
  readonly cause?: unknown
}

/** A refusal that a caller can read: a code of the contract and one sentence saying what happened and what to do. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly detail: string
  readonly extras: AppErrorExtras

  constructor(code: ErrorCode, detail: string, extras: AppErrorExtras = {}) {
    super(detail, extras.cause === undefined ? undefined : { cause: extras.cause })
    this.code = code
    this.detail = detail
    this.extras = extras
  }
}
