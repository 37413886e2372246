/** What the frame serves and what it serves it with. */
import type { AppContext } from '../context.ts'
import type { RecordAudit } from './audit-door.ts'
import type { Authenticate } from './authenticate.ts'
import type { BackChannel } from './back-channel.ts'
import type { Operation } from './operation.ts'
import type { Policy } from './policy.ts'
import type { RateLimits } from './rate-limits.ts'
import type { Refusals } from './refusals.ts'
import type { SightOf } from './sight-of.ts'

/** What all capabilities offer together. */
export interface Offer {
  readonly operations: readonly Operation[]
  readonly policy: Policy
  readonly authenticate: Authenticate
  readonly sightOf: SightOf
  readonly recordAudit: RecordAudit
  /** Undefined without a single sign-on. */
  readonly backChannel: BackChannel | undefined
  /** Changes that have no before and after, each with the reason. */
  readonly withoutChange: Readonly<Record<string, string>>
}

export interface Frame {
  readonly context: AppContext
  readonly offer: Offer
  readonly limits: RateLimits
  readonly refusals: Refusals
}
