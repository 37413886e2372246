import { answer, type GroupTrail, type MessageRule, type MessageTrail } from '../trail.ts'

/** It was delivered, and the group asked for it again. */
export const failing: MessageRule = trail =>
  trail.groups.filter(isFailing).map(({ group, maxAttempts, evidence: { retry } }) => {
    const params = {
      group,
      attempt: retry?.reconsumeTimes ?? 0,
      max: maxAttempts,
      at: retry?.dueAt ?? '',
      error: lastError(trail, group),
    }
    const template = retry?.dueAt
      ? 'Failing in {group}: attempt {attempt} of {max} failed, the next one is at {at}. Last error: {error}.'
      : 'Failing in {group}: attempt {attempt} of {max} failed, and the next one waits in its retry topic. Last error: {error}.'
    return answer('FAILING', template, params, { group, evidence: ['message', 'group', 'trace'] })
  })

function isFailing({ evidence: { retry, deadLetter } }: GroupTrail): boolean {
  return retry !== null && !retry.isTaken && deadLetter === null
}

function lastError({ trace }: MessageTrail, group: string): string {
  const attempts = trace?.consumers.find(consumer => consumer.group === group)?.attempts ?? []
  return attempts.findLast(({ status }) => status !== 'CONSUMED')?.returnType ?? 'not known without a trace'
}
