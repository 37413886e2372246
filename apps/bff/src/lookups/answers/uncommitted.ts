import { toTimestamp } from '../../platform/clock.ts'
import { type AbsenceRule, answer } from '../trail.ts'

/** A half message without its second half. */
export const uncommitted: AbsenceRule = ({ half, transactionChecks }) => {
  if (half === undefined) return []
  const { topic, message } = half
  return [
    answer(
      'UNCOMMITTED',
      'Transaction not committed: sent to {topic} at {at} as a half message, its producer asked {checks} times. It was rolled back, or its producer has not said how it ended.',
      { topic, at: toTimestamp(message.storeTimestamp), checks: transactionChecks },
      { evidence: ['topic', 'trace'] },
    ),
  ]
}
