/** What a change on several brokers comes to. */
import type { BrokerOutcome } from '@gantry/contract'
import type { PerBroker } from '@gantry/remoting'
import { isSurelyUndone, outcomesOf } from './outcomes.ts'

export interface Settlement {
  /** `UNDONE`: nothing was done anywhere, which is as if it had not been asked for. */
  readonly state: 'READY' | 'INCOMPLETE' | 'UNDONE'
  /** By broker name. */
  readonly outcomes: BrokerOutcome[]
}

export function settlementOf(result: PerBroker<unknown>): Settlement {
  const outcomes = outcomesOf(result)
  if (result.failed.length === 0) return { state: 'READY', outcomes }
  const isUndone = result.answered.length === 0 && result.failed.every(({ error }) => isSurelyUndone(error))
  return { state: isUndone ? 'UNDONE' : 'INCOMPLETE', outcomes }
}

/** The error of a change that some broker did not make. */
export function firstFailure({ failed }: PerBroker<unknown>): unknown {
  return failed[0]?.error
}
