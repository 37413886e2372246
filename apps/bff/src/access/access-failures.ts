import type { AccessOutcome } from '@gantry/contract'

/** For the audit record: which masters did not follow. */
export function failuresOf(outcomes: readonly AccessOutcome[]): string[] {
  return outcomes
    .filter(({ state }) => state === 'FAILED' || state === 'AWAY')
    .map(({ clusterName, brokerName, message }) => `${brokerName ?? clusterName}: ${message ?? 'failed'}`)
}
