import { type AbsenceRule, answer } from '../trail.ts'

/** Everything was looked at, and it is nowhere. */
export const neverSent: AbsenceRule = trail => {
  const { asked, isMessageId, madeMs, oldestMs } = trail
  const isSeen = trail.scheduled ?? trail.half ?? trail.foreignTopic ?? trail.strangerAddr
  const isExpired = madeMs !== undefined && oldestMs !== undefined && madeMs < oldestMs
  if (isSeen !== undefined || isExpired || trail.unknown.length > 0) return []
  return isMessageId
    ? [
        answer(
          'NEVER_SENT',
          'Never sent to this cluster: no broker has a message {asked}. Look at the answer that its producer got.',
          { asked },
        ),
      ]
    : [
        answer(
          'NEVER_SENT',
          'No topic of this instance has a message with the key {asked}: it was never sent so, or it has expired.',
          { asked },
        ),
      ]
}
