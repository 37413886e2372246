/** What a caller sees of instances, where it is not the whole: what was granted to it, and the groups that it has made. */
import { accountIdIn } from '@gantry/rules'
import type { Role } from './roles.ts'

/** What decides about a caller. */
export interface Standing {
  readonly role: Role
  /** Undefined or null for administrators, who belong to none. */
  readonly accountId?: string | null | undefined
  readonly mayReadBodies: boolean
}

export interface SeenTopic {
  readonly instanceId: string
  readonly topic: string
  readonly publish: boolean
  readonly subscribe: boolean
}

export interface SeenGroup {
  readonly instanceId: string
  readonly group: string
}

export interface Sight {
  readonly topics: readonly SeenTopic[]
  readonly groups: readonly SeenGroup[]
}

export const NOTHING_SEEN: Sight = { topics: [], groups: [] }

/** What a request names: its path tells. */
export interface Target {
  readonly instanceId?: string | undefined
  readonly topic?: string | undefined
  readonly group?: string | undefined
}

/**
 * What must have been granted, where the caller does not see the whole instance: any part of it, the topic, to publish to it, to
 * subscribe to it, or the group.
 */
export type Share = 'instance' | 'topic' | 'publish' | 'subscribe' | 'group'

export function isOwn({ accountId }: Standing, instanceId: string): boolean {
  return typeof accountId === 'string' && accountIdIn(instanceId) === accountId
}

/** Resource users see of their account's instances what was granted to them; others see their account's whole. */
export function seesWhole(standing: Standing, instanceId: string): boolean {
  const { role } = standing
  return role === 'administrator' || (role !== 'resourceUser' && isOwn(standing, instanceId))
}

/** Whether the caller may know of the instance. */
export function seesAny(standing: Standing, { topics, groups }: Sight, instanceId: string): boolean {
  if (standing.role === 'administrator' || isOwn(standing, instanceId)) return true
  return [...topics, ...groups].some(seen => seen.instanceId === instanceId)
}

/** Whether it is within what the caller sees. */
export function isShared(
  share: Share,
  standing: Standing,
  { topics, groups }: Sight,
  target: Target,
): boolean {
  const { instanceId = '' } = target
  if (share === 'instance') return seesAny(standing, { topics, groups }, instanceId)
  if (share === 'group') {
    return groups.some(seen => seen.instanceId === instanceId && seen.group === target.group)
  }
  const topic = topics.find(seen => seen.instanceId === instanceId && seen.topic === target.topic)
  return topic !== undefined && (share === 'topic' || topic[share])
}
