import type { ConsumerClient } from '@gantry/contract'
import type { Evidence } from '../evidence.ts'
import { fine, found, KEPT_BY_CLIENTS, NOBODY, type Rule, silent, unknown } from '../finding.ts'
import { pilesOf, queueEvidence } from '../waiting-queues.ts'

/** A program that somebody left running, on a desk or with an old release, takes queues and does not work them off. */
export const unexpectedConnection: Rule = evidence => {
  const { status, clients } = evidence
  if (clients.length === 0) return unknown('UNEXPECTED_CONNECTION', evidence.unread[0] ?? NOBODY)
  if (status.messageModel === 'BROADCASTING') return unknown('UNEXPECTED_CONNECTION', KEPT_BY_CLIENTS)
  const far = strangersByAddress(clients)
  const odd = strangersBySubscription(evidence)
  for (const client of clients) {
    const { clientId, clientAddr } = client
    const piles = pilesOf(evidence, clientId)
    if (piles.length === 0 || !(far.has(clientId) || odd.has(clientId))) continue
    const code = far.has(clientId) ? 'UNEXPECTED_ADDRESS' : 'UNEXPECTED_SUBSCRIPTION'
    const shown = [{ kind: 'clients' as const, clients: [client] }, ...queueEvidence(piles)]
    return found(
      'UNEXPECTED_CONNECTION',
      { code, params: { clientId, clientAddr }, evidence: shown },
      { code: 'CHECK_CLIENT', clientId },
    )
  }
  const [reason] = [...silent(evidence), ...evidence.unread]
  return reason
    ? unknown('UNEXPECTED_CONNECTION', reason)
    : fine('UNEXPECTED_CONNECTION', { code: 'UNEXPECTED_FINE' })
}

/** Those outside of the network that most of the clients are in. */
function strangersByAddress(clients: readonly ConsumerClient[]): Set<string> {
  const networks = Map.groupBy(clients, ({ clientAddr }) => networkOf(clientAddr))
  const home = [...networks].find(([, members]) => members.length * 2 > clients.length)?.[0]
  if (home === undefined) return new Set()
  return new Set(clients.filter(each => networkOf(each.clientAddr) !== home).map(({ clientId }) => clientId))
}

/** Those that most others do not agree with; of two that differ it may be either. */
function strangersBySubscription({ status, clients }: Evidence): Set<string> {
  const variants = status.subscription.differences.flatMap(difference => difference.variants)
  const few = variants.filter(({ clientIds }) => clientIds.length * 2 <= clients.length)
  return new Set(few.flatMap(({ clientIds }) => clientIds))
}

/** The first 24 bits of an IPv4 address, the first 64 of an IPv6 one. */
function networkOf(clientAddr: string): string {
  const host = clientAddr.replace(/:\d+$/, '').replace(/^\[|\]$/g, '')
  return host.includes(':') ? host.split(':').slice(0, 4).join(':') : host.split('.').slice(0, 3).join('.')
}
