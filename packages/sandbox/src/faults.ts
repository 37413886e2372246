/**
 * Failures on order. A rule says which requests fail, where, how and how often; it is asked before anything else looks at a request.
 */
import { REQUEST_CODES, type RequestCodeName } from '@gantry/remoting/internal'
import type { ResponseCodeName } from './state/refused.ts'

export type Failure =
  /** The request is carried out, but later. */
  | { readonly kind: 'DELAY'; readonly ms: number }
  /** The request is not carried out. */
  | { readonly kind: 'REFUSE'; readonly code: ResponseCodeName; readonly remark?: string }
  /** The connection ends instead. */
  | { readonly kind: 'CUT' }
  /** Nothing happens and nothing is said. */
  | { readonly kind: 'SILENCE' }

export interface FaultRule {
  readonly failure: Failure
  /** Any request unless given. */
  readonly request?: RequestCodeName
  /** Any server unless given; the name server's name is `namesrv`. */
  readonly server?: string
  /** How many requests fail; all of them unless given. */
  readonly times?: number
}

export interface ActiveFault {
  /** How many requests have failed by it so far. */
  readonly hits: number
  remove(): void
}

export const NAME_SERVER_NAME = 'namesrv'

class Fault implements ActiveFault {
  hits = 0
  private readonly rule: FaultRule
  private readonly code: number | undefined
  private readonly faults: Set<Fault>

  constructor(rule: FaultRule, faults: Set<Fault>) {
    this.rule = rule
    this.code = rule.request && REQUEST_CODES[rule.request]
    this.faults = faults
  }

  remove(): void {
    this.faults.delete(this)
  }

  take(server: string, code: number): Failure | undefined {
    const isMeant = (this.code ?? code) === code && (this.rule.server ?? server) === server
    if (!isMeant) return undefined
    this.hits++
    if (this.hits >= (this.rule.times ?? Number.POSITIVE_INFINITY)) this.remove()
    return this.rule.failure
  }
}

export class Faults {
  private readonly active = new Set<Fault>()

  add(rule: FaultRule): ActiveFault {
    const fault = new Fault(rule, this.active)
    this.active.add(fault)
    return fault
  }

  clear(): void {
    this.active.clear()
  }

  /** How the request fails, by the oldest rule that means it; undefined when it does not fail. */
  take(server: string, code: number): Failure | undefined {
    for (const fault of this.active) {
      const failure = fault.take(server, code)
      if (failure !== undefined) return failure
    }
    return undefined
  }
}
