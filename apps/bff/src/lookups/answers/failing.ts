import { answer, type GroupTrail, type MessageRule, type MessageTrail } from '../trail.ts'

/** It was delivered, and the group asked for it again. */
export const failing: MessageRule = trail =>
  trail.groups.filter(isFailing).map(({ group, maxAttempts, evidence: { retry } }) => {
    const error = lastError(trail, group)
    const params = {
      group,
      attempt: retry?.reconsumeTimes ?? 0,
      max: maxAttempts,
      ...(retry?.dueAt && { at: retry.dueAt }),
      ...(error && { error }),
    }
    const name = retry?.dueAt ? 'failing' : 'failingSoon'
    return answer('FAILING', error ? name : `${name}Untraced`, params, {
      group,
      evidence: ['message', 'group', 'trace'],
    })
  })

function isFailing({ evidence: { retry, deadLetter } }: GroupTrail): boolean {
  return retry !== null && !retry.isTaken && deadLetter === null
}

function lastError({ trace }: MessageTrail, group: string): string | undefined {
  const attempts = trace?.consumers.find(consumer => consumer.group === group)?.attempts ?? []
  return attempts.findLast(({ status }) => status !== 'CONSUMED')?.returnType ?? undefined
}
