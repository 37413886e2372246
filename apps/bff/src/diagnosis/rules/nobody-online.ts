import { fine, found, type Rule, unknown } from '../finding.ts'
import { pilesOf, queueEvidence } from '../waiting-queues.ts'

export const nobodyOnline: Rule = evidence => {
  const { status, clients, unread } = evidence
  if (clients.length > 0) {
    const shown = [{ kind: 'clients' as const, clients: [...clients] }]
    return fine('ONLINE', { code: 'ONLINE_FINE', params: { clients: clients.length }, evidence: shown })
  }
  const [reason] = unread
  if (reason) return unknown('ONLINE', reason)
  if (status.hasUnseenClients) return unknown('ONLINE', { code: 'NOBODY_SEEN', params: {} })
  const params = { accumulated: String(status.accumulated ?? '–') }
  const shown = queueEvidence(pilesOf(evidence))
  return found('ONLINE', { code: 'NOBODY_ONLINE', params, evidence: shown }, { code: 'START_CLIENT' })
}
