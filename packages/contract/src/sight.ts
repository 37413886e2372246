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

export const AUTHORISATIONS = ['PUBLISH', 'SUBSCRIBE', 'BOTH'] as const
export type AuthorisationType = (typeof AUTHORISATIONS)[number]

export function authorisationTypeOf({
  publish,
  subscribe,
}: Pick<SeenTopic, 'publish' | 'subscribe'>): AuthorisationType {
  if (!publish) return 'SUBSCRIBE'
  return subscribe ? 'BOTH' : 'PUBLISH'
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
  /** The caller has made it, or in a foreign instance the caller's account; otherwise a grant names it. */
  readonly isMade: boolean
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
 * subscribe to it, or the group. `madeGroup`: a group that the caller has made. `newGroup`: to make one; in a foreign instance
 * whoever may subscribe to a topic of it may.
 */
export type Share = 'instance' | 'topic' | 'publish' | 'subscribe' | 'group' | 'madeGroup' | 'newGroup'

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
  const inTopics = topics.filter(seen => seen.instanceId === instanceId)
  const named = groups.filter(seen => seen.instanceId === instanceId && seen.group === target.group)
  const topic = inTopics.find(seen => seen.topic === target.topic)
  switch (share) {
    case 'instance':
      return seesAny(standing, { topics, groups }, instanceId)
    case 'newGroup':
      return isOwn(standing, instanceId) || inTopics.some(({ subscribe }) => subscribe)
    case 'group':
      return named.length > 0
    case 'madeGroup':
      return named.some(({ isMade }) => isMade)
    case 'topic':
      return topic !== undefined
    case 'publish':
    case 'subscribe':
      return topic?.[share] ?? false
  }
}
