/** What the console noted of a topic or group, held against what the brokers have. */
import type { ResourceState } from '@gantry/rules'

/** As a row has it: `PENDING` while a creation is under way, or broke off with its process. */
export type RecordedState = 'PENDING' | 'READY' | 'INCOMPLETE'

export interface Standing {
  /** How many brokers hold it. */
  readonly holders: number
  /** How many that should hold it answered that they do not. */
  readonly missing: number
  /** Whether brokers did not answer: there, it is believed to be as it was noted. */
  readonly isUnsure: boolean
}

/** @param recorded undefined where the console knows nothing of it */
export function stateOf(
  recorded: RecordedState | undefined,
  { holders, missing, isUnsure }: Standing,
): ResourceState {
  if (recorded === undefined) return 'UNMANAGED'
  if (recorded !== 'READY') return 'INCOMPLETE'
  if (holders === 0 && !isUnsure) return 'MISSING_ON_BROKER'
  return missing > 0 ? 'INCOMPLETE' : 'READY'
}
