import { answer, type MessageRule } from '../trail.ts'

/** What one group has done with it cannot be told, and why. */
export const groupUnknown: MessageRule = ({ groups }) =>
  groups
    .filter(({ status }) => status === 'UNKNOWN')
    .map(({ group, evidence }) =>
      answer(
        'CANNOT_KNOW',
        'Whether {group} has consumed it cannot be known: {reason}',
        { group, reason: evidence.reason ?? 'the brokers do not say.' },
        { group, evidence: ['group'] },
      ),
    )
