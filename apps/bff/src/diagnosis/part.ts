/** Parts of the evidence: what could be had, and the reasons for what could not. */
import type { BrokerNode, FanOutFailure } from '@gantry/remoting'
import { toAppError } from '../platform/http/problem.ts'
import type { Part, Reason } from './evidence.ts'

export interface Deadline {
  readonly signal: AbortSignal
  /** Of whoever asks: when it is aborted there is nobody to tell. */
  readonly caller: AbortSignal
  readonly limitMs: number
}

export function deadlineOf(limitMs: number, caller: AbortSignal): Deadline {
  return { signal: AbortSignal.any([caller, AbortSignal.timeout(limitMs)]), caller, limitMs }
}

/**
 * @param nothing stands for what could not be had
 * @throws only when the caller has gone
 */
export async function partOf<T>(
  deadline: Deadline,
  nothing: T,
  ask: (signal: AbortSignal) => Promise<Part<T>>,
): Promise<Part<T>> {
  try {
    return await ask(deadline.signal)
  } catch (error) {
    deadline.caller.throwIfAborted()
    return { value: nothing, missing: [reasonOf(error, deadline)] }
  }
}

function reasonOf(error: unknown, { signal, limitMs }: Deadline): Reason {
  if (signal.aborted) return { code: 'UNKNOWN_TIME', params: { seconds: limitMs / 1_000 } }
  return { code: 'UNKNOWN_FAILURE', params: { message: toAppError(error).detail } }
}

/** One for each broker. */
export function brokerReasons(failed: ReadonlyArray<FanOutFailure<BrokerNode>>): Reason[] {
  const byName = new Map(failed.map(({ item, error }) => [item.brokerName, error]))
  return [...byName].map(([brokerName, error]) => ({
    code: 'UNKNOWN_BROKER',
    params: { brokerName, message: toAppError(error).detail },
  }))
}
