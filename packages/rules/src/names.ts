/** Names of topics, groups and instances. */
import { type Problem, problem } from './problem.ts'

export const TOPIC_LENGTH = { min: 3, max: 64 } as const
export const GROUP_LENGTH = { min: 7, max: 64 } as const
export const INSTANCE_NAME_LENGTH = { min: 3, max: 64 } as const
export const DESCRIPTION_LENGTH = { min: 0, max: 256 } as const

const ALLOWED = /^[\w-]*$/
const GROUP_PREFIX = /^(CID|GID)/

export function topicProblem(topic: string): Problem | undefined {
  if (topic === '') return problem('required')
  if (!ALLOWED.test(topic)) return problem('topicCharacters')
  if (GROUP_PREFIX.test(topic)) return problem('topicReservedPrefix')
  return lengthProblem(topic, TOPIC_LENGTH)
}

export function groupProblem(group: string): Problem | undefined {
  if (group === '') return problem('required')
  if (!ALLOWED.test(group)) return problem('groupCharacters')
  if (!GROUP_PREFIX.test(group)) return problem('groupPrefix')
  return lengthProblem(group, GROUP_LENGTH)
}

export function lengthProblem(text: string, range: { min: number; max: number }): Problem | undefined {
  const length = [...text].length
  return length < range.min || length > range.max ? problem('length', range) : undefined
}

const INSTANCE_ID = /^MQ_INST_\w+_[A-Za-z0-9]{8}$/
const ID_LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789'

export function instanceIdProblem(instanceId: string): Problem | undefined {
  return INSTANCE_ID.test(instanceId) ? undefined : problem('instanceId')
}

/** @returns the tenant account that owns the instance; undefined for what is no instance ID */
export function accountIdIn(instanceId: string): string | undefined {
  return /^MQ_INST_(\w+)_[A-Za-z0-9]{8}$/.exec(instanceId)?.[1]
}

/** @param random numbers from 0 to 1, eight of them; a cryptographic source is not needed, IDs are no secrets */
export function newInstanceId(accountId: string, random: () => number): string {
  const tail = Array.from({ length: 8 }, () => ID_LETTERS[Math.floor(random() * ID_LETTERS.length)])
  return `MQ_INST_${accountId}_${tail.join('')}`
}
