/** A reset as it is chosen in the dialog, and how it becomes what the API takes. */
import type { ResetTarget } from '@gantry/contract'
import { instantOf } from '../form/instant.ts'

export const STRATEGIES = ['latest', 'time', 'earliest', 'queue'] as const
export type Strategy = (typeof STRATEGIES)[number]

export interface ResetChoice {
  readonly topic: string
  readonly strategy: Strategy
  /** As a field for date and time gives it. */
  readonly time: string
  /** `broker-a 3`: as the list of queues names it. */
  readonly queue: string
  readonly offset: string
}

/** @returns undefined while something is missing */
export function targetOf(
  { strategy, time, queue, offset }: ResetChoice,
  timeZone: 'UTC' | 'local',
): ResetTarget | undefined {
  if (strategy === 'latest' || strategy === 'earliest') return strategy
  if (strategy === 'time') {
    const instant = instantOf(time, timeZone)
    return instant === '' ? undefined : { time: instant }
  }
  const place = placeOf(queue)
  if (!place || !/^\d+$/.test(offset.trim())) return undefined
  const exact = Number(offset)
  return { queue: place, offset: Number.isSafeInteger(exact) ? exact : offset.trim() }
}

export function queueName(brokerName: string, queueId: number): string {
  return `${brokerName} ${queueId}`
}

function placeOf(queue: string): { brokerName: string; queueId: number } | undefined {
  const [, brokerName, queueId] = /^(.+) (\d+)$/.exec(queue) ?? []
  return brokerName === undefined ? undefined : { brokerName, queueId: Number(queueId) }
}
