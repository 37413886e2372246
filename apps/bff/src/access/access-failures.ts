import type { AccessOutcome } from '@gantry/contract'

/** For the audit record: which brokers did not follow. */
export function failuresOf(outcomes: readonly AccessOutcome[]): string[] {
  return outcomes
    .filter(({ state }) => state === 'FAILED' || state === 'AWAY')
    .map(outcome => `${placeOf(outcome)}: ${outcome.message ?? 'failed'}`)
}

function placeOf({ clusterName, brokerName, brokerId }: AccessOutcome): string {
  if (brokerName === null) return clusterName
  return brokerId ? `${brokerName}, replica ${brokerId}` : brokerName
}
