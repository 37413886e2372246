import { answer, type MessageRule } from '../trail.ts'

const SENTENCES = {
  BROADCASTING: 'groupBroadcasts',
  NOT_SUBSCRIBED: 'groupUnsubscribed',
  FAILED: 'groupUnknown',
} as const

/** What one group has done with it cannot be told, and why. */
export const groupUnknown: MessageRule = ({ sighting: { topic }, groups }) =>
  groups
    .filter(({ status }) => status === 'UNKNOWN')
    .map(({ group, evidence: { unknownBecause, reason } }) => {
      const params = { group, topic, ...(reason !== null && { reason }) }
      return answer('CANNOT_KNOW', SENTENCES[unknownBecause ?? 'FAILED'], params, {
        group,
        evidence: ['group'],
      })
    })
