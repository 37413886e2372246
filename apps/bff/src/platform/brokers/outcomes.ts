/** What each broker said to a change that went to several. */
import type { BrokerOutcome } from '@gantry/contract'
import { type PerBroker, RemotingError } from '@gantry/remoting'
import { toAppError } from '../http/problem.ts'

/** By broker name. */
export function outcomesOf({ answered, failed }: PerBroker<unknown>): BrokerOutcome[] {
  const outcomes: BrokerOutcome[] = [
    ...answered.map(({ item, place }) => ({ brokerName: item.brokerName, brokerAddr: place, ok: true })),
    ...failed.map(({ item, place, error }) => ({
      brokerName: item.brokerName,
      brokerAddr: place,
      ok: false,
      message: toAppError(error).detail,
    })),
  ]
  return outcomes.toSorted((a, b) => (a.brokerName < b.brokerName ? -1 : 1))
}

/** True when the broker surely did nothing; after a time-out or a lost connection nobody knows. */
export function isSurelyUndone(error: unknown): boolean {
  return error instanceof RemotingError && UNDONE.has(error.code)
}

const UNDONE: ReadonlySet<RemotingError['code']> = new Set([
  'CONNECT_FAILED',
  'CONNECT_TIMEOUT',
  'TLS_FAILED',
  'NOT_ROCKETMQ',
  'BAD_ARGUMENT',
  'BROKER_REFUSED',
  'UNSUPPORTED_BY_BROKER',
  'NO_BROKER',
])

/** For the audit record: what some brokers did not do. */
export function failuresOf(outcomes: readonly BrokerOutcome[]): string[] {
  return outcomes
    .filter(({ ok }) => !ok)
    .map(({ brokerName, message }) => `${brokerName}: ${message ?? 'failed'}`)
}
