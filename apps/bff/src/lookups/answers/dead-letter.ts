import { answer, type MessageRule } from '../trail.ts'

/** All attempts of the group have failed. */
export const deadLetter: MessageRule = ({ groups }) =>
  groups.flatMap(({ group, evidence }) =>
    evidence.deadLetter === null
      ? []
      : [
          answer(
            'DEAD_LETTER',
            'deadLetter',
            { group, at: evidence.deadLetter.storedAt, deadLetterId: evidence.deadLetter.offsetMessageId },
            { group, evidence: ['deadLetter', 'group'] },
          ),
        ],
  )
