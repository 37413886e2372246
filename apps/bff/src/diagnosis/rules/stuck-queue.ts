import type { QueueProgress } from '@gantry/contract'
import { fine, found, KEPT_BY_CLIENTS, NOBODY, type Rule, unknown } from '../finding.ts'
import { isDelayUnknown, pilesUp, queueEvidence, queueNames } from '../waiting-queues.ts'

/** Single queues that pile up while most queues of their topic are up to date. */
export const stuckQueue: Rule = evidence => {
  const { progress, status, clients, unread } = evidence
  if (status.messageModel === 'BROADCASTING') return unknown('STUCK_QUEUE', KEPT_BY_CLIENTS)
  // With nobody there, none moves: those without a new message only look like it.
  if (clients.length === 0 && !status.hasUnseenClients) return unknown('STUCK_QUEUE', unread[0] ?? NOBODY)
  const ofTopics = progress.items.filter(({ kind }) => kind === 'TOPIC')
  const stuck = [...Map.groupBy(ofTopics, ({ topic }) => topic).values()].flatMap(fewThatPileUp)
  const [first] = stuck
  if (first) {
    const verdict = {
      code: 'QUEUE_STUCK',
      params: { queues: queueNames(stuck) },
      evidence: queueEvidence(stuck),
    } as const
    const { clientId } = first
    return clientId === null
      ? found('STUCK_QUEUE', verdict, { code: 'CHECK_QUEUES' })
      : found('STUCK_QUEUE', verdict, { code: 'CHECK_STACK', clientId })
  }
  const [reason] = unread
  if (reason) return unknown('STUCK_QUEUE', reason)
  if (isDelayUnknown(evidence)) return unknown('STUCK_QUEUE', { code: 'UNKNOWN_DELAY', params: {} })
  return fine('STUCK_QUEUE', { code: 'QUEUE_FINE' })
}

/** Only queues that hold something count: an empty one is no sign of a group that moves. */
function fewThatPileUp(queues: readonly QueueProgress[]): QueueProgress[] {
  const used = queues.filter(({ brokerOffset }) => brokerOffset !== 0)
  const piles = used.filter(pilesUp)
  return piles.length * 2 < used.length ? piles : []
}
