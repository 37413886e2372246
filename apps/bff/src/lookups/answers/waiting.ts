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
      const more = { group, evidence: ['message', 'group'] } as const
      if (behind <= 0n) return answer('WAITING', 'next', { group }, more)
      return seconds === undefined
        ? answer('WAITING', 'waitingStill', params, more)
        : answer('WAITING', 'waiting', { ...params, seconds }, more)
    })
