import { toTimestamp } from '../../platform/clock.ts'
import { type AbsenceRule, answer } from '../trail.ts'

/** A half message without its second half. */
export const uncommitted: AbsenceRule = ({ half, transactionChecks }) => {
  if (half === undefined) return []
  const { topic, message } = half
  return [
    answer(
      'UNCOMMITTED',
      'uncommitted',
      { topic, at: toTimestamp(message.storeTimestamp), checks: transactionChecks },
      { evidence: ['topic', 'trace'] },
    ),
  ]
}
