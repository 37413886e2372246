import { fine, found, KEPT_BY_CLIENTS, type Rule, unknown } from '../finding.ts'
import { isDelayUnknown, pilesOf, queueEvidence } from '../waiting-queues.ts'

const SKIP = { code: 'RESET_OFFSETS' } as const

/** Production against consumption, side by side. Rates alone are no fault: messages that filters leave out come, too. */
export const accumulation: Rule = evidence => {
  const { status, rates, clients, unread } = evidence
  if (status.messageModel === 'BROADCASTING') return unknown('ACCUMULATION', KEPT_BY_CLIENTS)
  const piles = pilesOf(evidence)
  if (piles.length === 0) {
    const [reason] = unread
    if (reason) return unknown('ACCUMULATION', reason)
    if (isDelayUnknown(evidence)) return unknown('ACCUMULATION', { code: 'UNKNOWN_DELAY', params: {} })
    return fine('ACCUMULATION', { code: 'ACCUMULATION_FINE' })
  }
  const [missing] = rates.missing
  if (missing) return unknown('ACCUMULATION', missing)
  const sum = (of: 'inTps' | 'outTps'): number => rates.value.reduce((all, each) => all + each[of], 0)
  const [inTps, outTps] = [sum('inTps'), sum('outTps')]
  const verdict = {
    params: {
      inTps: oneDecimal(inTps),
      outTps: oneDecimal(outTps),
      accumulated: String(status.accumulated ?? '–'),
    },
    evidence: [{ kind: 'rates' as const, rates: [...rates.value] }, ...queueEvidence(piles)],
  }
  // What clients took before they left still counts in the rate of the last minute.
  if (clients.length === 0 && !status.hasUnseenClients)
    return found('ACCUMULATION', { code: 'ACCUMULATION_STOPPED', ...verdict }, { code: 'START_CLIENT' }, SKIP)
  if (inTps <= outTps && outTps > 0) return fine('ACCUMULATION', { code: 'ACCUMULATION_SHRINKS', ...verdict })
  return found('ACCUMULATION', { code: 'ACCUMULATION', ...verdict }, { code: 'ADD_CLIENTS' }, SKIP)
}

function oneDecimal(rate: number): number {
  return Math.round(rate * 10) / 10
}
