/** Queues in which messages pile up. */
import type { DiagnosisEvidence, QueueProgress } from '@gantry/contract'
import type { Evidence } from './evidence.ts'

/** Clients report their progress every five seconds: what waits for less may be consumed already. */
const PILES_UP_MS = 10_000
const SHOWN_QUEUES = 20

export function pilesUp({ difference, delayMs }: QueueProgress): boolean {
  return difference !== 0 && delayMs !== null && delayMs > PILES_UP_MS
}

/** @param clientId only those that it holds */
export function pilesOf({ progress }: Pick<Evidence, 'progress'>, clientId?: string): QueueProgress[] {
  return progress.items.filter(
    queue => pilesUp(queue) && (clientId === undefined || queue.clientId === clientId),
  )
}

/** Messages wait, and brokers did not tell since when. */
export function isDelayUnknown({ progress }: Pick<Evidence, 'progress'>): boolean {
  return progress.items.some(({ difference, delayMs }) => difference !== 0 && delayMs === null)
}

export function queueEvidence(queues: readonly QueueProgress[]): DiagnosisEvidence[] {
  if (queues.length === 0) return []
  const longestFirst = queues.toSorted((a, b) => (b.delayMs ?? 0) - (a.delayMs ?? 0))
  const shown = longestFirst.slice(0, SHOWN_QUEUES)
  return [{ kind: 'queues', queues: shown, others: queues.length - shown.length }]
}

export function queueNames(queues: readonly QueueProgress[]): string {
  const shown = queues.slice(0, SHOWN_QUEUES).map(({ topic, brokerName, queueId }) => {
    return `${topic} ${brokerName}:${queueId}`
  })
  return shown.join(', ')
}
