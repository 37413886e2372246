import { toTimestamp } from '../../platform/clock.ts'
import { answer, type GroupTrail, type MessageRule, type MessageTrail } from '../trail.ts'

/** The group's offset has passed it, and no attempt is left over. The trace, where there is one, knows client and time. */
export const consumed: MessageRule = trail =>
  trail.groups.filter(isConsumed).map(({ group, evidence: { retry, consumerOffset } }) => {
    const last = lastSuccess(trail, group)
    if (last) {
      const more = { group, evidence: ['message', 'group', 'trace'] } as const
      return answer('CONSUMED', 'consumedBy', { group, ...last }, more)
    }
    const params = { group, attempts: (retry?.reconsumeTimes ?? 0) + 1, consumerOffset: consumerOffset ?? '' }
    return answer('CONSUMED', retry ? 'consumedAfterRetries' : 'consumed', params, {
      group,
      evidence: ['message', 'group'],
    })
  })

function isConsumed({ status, evidence: { retry, deadLetter } }: GroupTrail): boolean {
  return status === 'CONSUMED' && deadLetter === null && (retry === null || retry.isTaken)
}

function lastSuccess({ trace }: MessageTrail, group: string) {
  const attempts = trace?.consumers.find(consumer => consumer.group === group)?.attempts ?? []
  const last = attempts.findLast(({ status }) => status === 'CONSUMED')
  if (!last) return undefined
  const at = last.deliveredAt ?? toTimestamp(0)
  return { client: last.host, at, attempt: last.attempt }
}
