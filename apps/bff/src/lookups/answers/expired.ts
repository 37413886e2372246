import { toTimestamp } from '../../platform/clock.ts'
import { type AbsenceRule, answer } from '../trail.ts'

/** Older than the oldest message that the brokers keep. */
export const expired: AbsenceRule = ({ madeMs, oldestMs, ...others }) => {
  const isElsewhere =
    others.foreignTopic !== undefined || others.scheduled !== undefined || others.half !== undefined
  if (isElsewhere || madeMs === undefined || oldestMs === undefined || madeMs >= oldestMs) return []
  return [answer('EXPIRED', 'expired', { at: toTimestamp(madeMs), oldest: toTimestamp(oldestMs) })]
}
