import { answer, type MessageRule } from '../trail.ts'

/** The group is online and has not come to it. */
export const waiting: MessageRule = ({ groups }) =>
  groups
    .filter(({ status }) => status === 'NOT_CONSUMED')
    .map(({ group, evidence: { consumerOffset, queueOffset }, consumeTps }) => {
      const behind = consumerOffset === null ? 0n : BigInt(queueOffset) - BigInt(consumerOffset)
      const params = { group, behind: behind.toString() }
      const seconds =
        consumeTps !== null && consumeTps > 0 ? Math.ceil(Number(behind) / consumeTps) : undefined
      return seconds === undefined
        ? answer(
            'WAITING',
            'Waiting: {group} has {behind} messages of the queue before it, and consumes none right now.',
            params,
            { group, evidence: ['message', 'group'] },
          )
        : answer(
            'WAITING',
            'Waiting: {group} has {behind} messages of the queue before it, which takes about {seconds} s at the speed of now.',
            { ...params, seconds },
            { group, evidence: ['message', 'group'] },
          )
    })
