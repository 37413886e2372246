/** Which brokers did not answer, as lists and views say it. */
import type { Partial } from '@gantry/contract'
import type { BrokerNode, FanOutFailure } from '@gantry/remoting'
import { toAppError } from '../http/problem.ts'

/** @returns one reason for each broker, however many calls failed there; null when all have answered */
export function partialOf(failed: ReadonlyArray<FanOutFailure<BrokerNode>>): Partial | null {
  const byAddr = new Map<string, Partial['reasons'][number]>()
  for (const { item, place, error } of failed) {
    if (byAddr.has(place)) continue
    byAddr.set(place, {
      brokerName: item.brokerName,
      brokerAddr: place,
      message: toAppError(error).detail,
    })
  }
  return byAddr.size === 0 ? null : { reasons: [...byAddr.values()] }
}
