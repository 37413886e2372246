import { answer, type MessageRule } from '../trail.ts'

/** All attempts of the group have failed. */
export const deadLetter: MessageRule = ({ groups }) =>
  groups.flatMap(({ group, evidence }) =>
    evidence.deadLetter === null
      ? []
      : [
          answer(
            'DEAD_LETTER',
            'In the dead-letter queue of {group} since {at}: all its attempts have failed. It can be resent from there.',
            { group, at: evidence.deadLetter.storedAt, deadLetterId: evidence.deadLetter.offsetMessageId },
            { group, evidence: ['deadLetter', 'group'] },
          ),
        ],
  )
