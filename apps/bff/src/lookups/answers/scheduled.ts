import { toTimestamp } from '../../platform/clock.ts'
import { type AbsenceRule, answer } from '../trail.ts'

/** It waits on the broker for its time. */
export const scheduled: AbsenceRule = ({ scheduled: sighting, dueMs }) => {
  if (sighting === undefined) return []
  const { topic, message } = sighting
  const params = {
    topic,
    at: toTimestamp(message.storeTimestamp),
    due: dueMs === undefined ? '' : toTimestamp(dueMs),
  }
  return [
    answer('SCHEDULED', 'scheduled', params, {
      evidence: ['topic'],
    }),
  ]
}
