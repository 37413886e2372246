import { fine, found, NOBODY, names, type Rule, silent, unknown } from '../finding.ts'

export const inconsistentSubscription: Rule = evidence => {
  const { status, unread } = evidence
  const { isConsistent, differences } = status.subscription
  if (differences.length > 0) {
    const params = { topics: names(differences.map(({ topic }) => topic)) }
    const shown = [{ kind: 'subscriptions' as const, differences }]
    return found(
      'SUBSCRIPTIONS',
      { code: 'SUBSCRIPTIONS_DIFFER', params, evidence: shown },
      { code: 'ALIGN_SUBSCRIPTIONS' },
    )
  }
  if (isConsistent) return fine('SUBSCRIPTIONS', { code: 'SUBSCRIPTIONS_FINE' })
  const [reason = NOBODY] = [...silent(evidence), ...unread]
  return unknown('SUBSCRIPTIONS', reason)
}
