/**
 * Failures for whoever tries something out on a sandbox that others see, too: each ends by itself, so that nobody has to remember
 * it. Tests that fail one request are better served by `Faults`.
 */
import { REQUEST_CODES, RESPONSE_CODES, type RequestCodeName } from '@gantry/remoting/internal'
import type { Clock } from './clock.ts'
import type { ActiveFault, Failure, Faults } from './faults.ts'
import type { ResponseCodeName } from './state/refused.ts'

/**
 * SLOW: requests are carried out later. REFUSED: they are refused with a code. CUT: their connections end. GONE: the broker is
 * stopped. READ_ONLY: nobody may write. CLOCK_SKEW: the broker's clock is wrong.
 */
export type FaultKind = 'SLOW' | 'REFUSED' | 'CUT' | 'GONE' | 'READ_ONLY' | 'CLOCK_SKEW'

export interface FaultOrder {
  readonly kind: FaultKind
  /** Every broker unless given. */
  readonly brokerName?: string | undefined
  /** Which requests are SLOW, REFUSED or CUT, by RocketMQ's name; all of them unless given. */
  readonly request?: string | undefined
  /** What is REFUSED with, by RocketMQ's name; SYSTEM_BUSY unless given. */
  readonly code?: string | undefined
  /** How much later SLOW requests are carried out; how far ahead a clock is, or behind when negative. None unless given. */
  readonly ms?: number | undefined
  /** When it ends. */
  readonly seconds: number
}

export interface TimedFault {
  readonly id: string
  readonly order: FaultOrder
  /** ms since 1970 */
  readonly startedAt: number
  /** ms since 1970 */
  readonly endsAt: number
}

/** What can be done to a broker. */
interface FaultyBroker {
  readonly brokerName: string
  readonly stop: () => Promise<void>
  readonly start: () => Promise<void>
  readonly setReadOnly: (isReadOnly: boolean) => void
  readonly skewClock: (ms: number) => void
}

/** What a broker suffers as a whole. */
interface Condition {
  readonly isGone: boolean
  readonly isReadOnly: boolean
  readonly skewMs: number
}

const WELL: Condition = { isGone: false, isReadOnly: false, skewMs: 0 }

interface Active {
  readonly fault: TimedFault
  /** Takes back what was done about requests. */
  readonly end: () => void
}

export class TimedFaults {
  private readonly faults: Faults
  private readonly brokers: readonly FaultyBroker[]
  private readonly clock: Clock
  private readonly active = new Map<string, Active>()
  /** By broker: what was done to it. What somebody else does to a broker is left alone. */
  private readonly done = new Map<string, Condition>()
  private settled: Promise<void> = Promise.resolve()
  private isClosed = false
  private lastId = 0

  constructor(faults: Faults, brokers: readonly FaultyBroker[], clock: Clock) {
    this.faults = faults
    this.brokers = brokers
    this.clock = clock
  }

  /** Those that have not ended, the oldest first. */
  list(): TimedFault[] {
    return [...this.active.values()].map(({ fault }) => fault)
  }

  /** The part of an order that names what does not exist. */
  unknownPart({ brokerName, request, code }: FaultOrder): 'brokerName' | 'request' | 'code' | undefined {
    if (brokerName !== undefined && !this.brokers.some(broker => broker.brokerName === brokerName)) {
      return 'brokerName'
    }
    if (request !== undefined && !isRequestCode(request)) return 'request'
    return code !== undefined && !isResponseCode(code) ? 'code' : undefined
  }

  /**
   * Resolves when the failure is there.
   * @throws Error when the order names what does not exist
   */
  async add(order: FaultOrder): Promise<TimedFault> {
    const unknown = this.unknownPart(order)
    if (unknown !== undefined) throw new Error(`There is no ${unknown} ${order[unknown]}.`)
    const startedAt = this.clock.now()
    const fault = { id: `${++this.lastId}`, order, startedAt, endsAt: startedAt + order.seconds * 1_000 }
    const alarm = this.clock.after(order.seconds * 1_000, () => void this.remove(fault.id))
    const rules = this.rulesOf(order)
    const end = (): void => {
      alarm.cancel()
      for (const rule of rules) rule.remove()
    }
    this.active.set(fault.id, { fault, end })
    await this.settle()
    return fault
  }

  /** Resolves when the failure is over. @returns false when there is none of that ID */
  async remove(id: string): Promise<boolean> {
    const found = this.active.get(id)
    if (found === undefined) return false
    this.active.delete(id)
    found.end()
    await this.settle()
    return true
  }

  /** Forgets all of them, and leaves the brokers as they are. */
  close(): void {
    for (const { end } of this.active.values()) end()
    this.active.clear()
    this.isClosed = true
  }

  private rulesOf(order: FaultOrder): ActiveFault[] {
    const failure = failureOf(order)
    if (failure === undefined) return []
    const { request } = order
    return this.brokers
      .filter(({ brokerName }) => isMeant(order, brokerName))
      .map(({ brokerName }) =>
        this.faults.add({
          failure,
          server: brokerName,
          ...(request !== undefined && isRequestCode(request) && { request }),
        }),
      )
  }

  /** Brings every broker into the state that all failures together ask for, one change after the other. */
  private settle(): Promise<void> {
    this.settled = this.settled.then(async () => {
      await Promise.all(this.brokers.map(broker => this.settleOne(broker)))
    })
    return this.settled
  }

  private async settleOne(broker: FaultyBroker): Promise<void> {
    if (this.isClosed) return
    const before = this.done.get(broker.brokerName) ?? WELL
    const asked = this.conditionOf(broker.brokerName)
    this.done.set(broker.brokerName, asked)
    if (asked.skewMs !== before.skewMs) broker.skewClock(asked.skewMs)
    if (asked.isReadOnly !== before.isReadOnly) broker.setReadOnly(asked.isReadOnly)
    if (asked.isGone !== before.isGone) await (asked.isGone ? broker.stop() : broker.start())
  }

  private conditionOf(brokerName: string): Condition {
    const orders = this.list().flatMap(({ order }) => (isMeant(order, brokerName) ? [order] : []))
    return {
      isGone: orders.some(({ kind }) => kind === 'GONE'),
      isReadOnly: orders.some(({ kind }) => kind === 'READ_ONLY'),
      skewMs: orders.findLast(({ kind }) => kind === 'CLOCK_SKEW')?.ms ?? 0,
    }
  }
}

function isMeant(order: FaultOrder, brokerName: string): boolean {
  return (order.brokerName ?? brokerName) === brokerName
}

function failureOf({ kind, ms = 0, code = 'SYSTEM_BUSY' }: FaultOrder): Failure | undefined {
  if (kind === 'SLOW') return { kind: 'DELAY', ms }
  if (kind === 'CUT') return { kind: 'CUT' }
  return kind === 'REFUSED' && isResponseCode(code) ? { kind: 'REFUSE', code } : undefined
}

function isRequestCode(name: string): name is RequestCodeName {
  return Object.hasOwn(REQUEST_CODES, name)
}

function isResponseCode(name: string): name is ResponseCodeName {
  return Object.hasOwn(RESPONSE_CODES, name)
}
