import { answer, type MessageRule } from '../trail.ts'

/** What one group has done with it cannot be told, and why. */
export const groupUnknown: MessageRule = ({ groups }) =>
  groups
    .filter(({ status }) => status === 'UNKNOWN')
    .map(({ group, evidence }) =>
      answer(
        'CANNOT_KNOW',
        evidence.reason === null ? 'groupUntold' : 'groupUnknown',
        { group, ...(evidence.reason !== null && { reason: evidence.reason }) },
        { group, evidence: ['group'] },
      ),
    )
