import { type AbsenceRule, answer } from '../trail.ts'

/** Everything was looked at, and it is nowhere. */
export const neverSent: AbsenceRule = trail => {
  const { asked, isMessageId, madeMs, oldestMs } = trail
  const isSeen = trail.scheduled ?? trail.half ?? trail.foreignTopic ?? trail.strangerAddr
  const isExpired = madeMs !== undefined && oldestMs !== undefined && madeMs < oldestMs
  if (isSeen !== undefined || isExpired || trail.unknown.length > 0) return []
  return [answer('NEVER_SENT', isMessageId ? 'neverSent' : 'noSuchKey', { asked })]
}
