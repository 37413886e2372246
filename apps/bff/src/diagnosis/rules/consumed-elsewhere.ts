import type { DiagnosisEvidence } from '@gantry/contract'
import type { Evidence } from '../evidence.ts'
import { fine, found, KEPT_BY_CLIENTS, NOBODY, type Rule, silent, unknown } from '../finding.ts'
import { pilesOf, queueEvidence, queueNames } from '../waiting-queues.ts'

type Holder = Extract<DiagnosisEvidence, { kind: 'holders' }>['holders'][number]

/** "It was consumed, and I have not seen it": who holds which queue has taken what came through it. */
export const consumedElsewhere: Rule = evidence => {
  const { clients, status, unread } = evidence
  if (status.messageModel === 'BROADCASTING') return unknown('CONSUMED_ELSEWHERE', KEPT_BY_CLIENTS)
  if (status.hasUnseenClients) return unknown('CONSUMED_ELSEWHERE', { code: 'NOBODY_SEEN', params: {} })
  if (clients.length === 0) return unknown('CONSUMED_ELSEWHERE', unread[0] ?? NOBODY)
  // Who did not answer may hold any of the queues that nobody else holds.
  const [reason] = [...silent(evidence), ...unread]
  if (reason) return unknown('CONSUMED_ELSEWHERE', reason)
  const unheld = pilesOf(evidence).filter(({ clientId }) => clientId === null)
  if (unheld.length > 0) {
    return found(
      'CONSUMED_ELSEWHERE',
      {
        code: 'ELSEWHERE_UNHELD',
        params: { queues: queueNames(unheld) },
        evidence: queueEvidence(unheld),
      },
      { code: 'CHECK_QUEUES' },
    )
  }
  const holders = holdersOf(evidence)
  const count = new Set(holders.map(({ clientId }) => clientId)).size
  const shown = [{ kind: 'holders' as const, holders }]
  return count > 1
    ? fine('CONSUMED_ELSEWHERE', { code: 'ELSEWHERE_SHARED', params: { clients: count }, evidence: shown })
    : fine('CONSUMED_ELSEWHERE', { code: 'ELSEWHERE_ONE', evidence: shown })
}

function holdersOf({ progress, clients }: Evidence): Holder[] {
  const addresses = new Map(clients.map(({ clientId, clientAddr }) => [clientId, clientAddr]))
  const held = progress.items.filter(({ kind }) => kind === 'TOPIC')
  const byPlace = Map.groupBy(held, ({ clientId, topic, brokerName }) =>
    JSON.stringify([clientId, topic, brokerName]),
  )
  return [...byPlace.values()].flatMap(queues => {
    const [first] = queues
    if (!first || first.clientId === null) return []
    const { clientId, topic, brokerName } = first
    const queueIds = queues.map(({ queueId }) => queueId)
    return { clientId, clientAddr: addresses.get(clientId) ?? '', topic, brokerName, queueIds }
  })
}
