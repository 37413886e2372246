/** What policies are about: one resource, all whose names begin alike, or all of a type. As `auth/authorization/model/Resource`. */
import { wordOf } from './word-of.ts'

const TYPES = ['Unknown', 'Any', 'Cluster', 'Namespace', 'Topic', 'Group'] as const
export type ResourceType = (typeof TYPES)[number]

export interface AclResource {
  readonly type: ResourceType
  readonly pattern: 'LITERAL' | 'PREFIXED' | 'ANY'
  /** Whole, or the beginning of names; empty where any name will do. */
  readonly name: string
}

/** A resource that a request is about. */
export interface AskedResource {
  readonly type: 'Cluster' | 'Topic' | 'Group'
  readonly name: string
}

/** Reads `*`, `Topic:name`, `Topic:begin*` or `Topic:*`. Undefined for a type that does not exist. */
export function parseResource(key: string): AclResource | undefined {
  if (key === '*') return { type: 'Any', pattern: 'ANY', name: '' }
  const [type = '', ...rest] = key.split(':')
  const known = wordOf(TYPES, type)
  const name = rest.join(':')
  if (known === undefined) return undefined
  if (name === '*') return { type: known, pattern: 'ANY', name: '' }
  // Of several stars the first one counts, though only a last one makes a prefix.
  if (name.endsWith('*')) return { type: known, pattern: 'PREFIXED', name: name.slice(0, name.indexOf('*')) }
  return { type: known, pattern: 'LITERAL', name }
}

export function resourceKey({ type, pattern, name }: AclResource): string {
  if (type === 'Any') return '*'
  if (pattern === 'ANY') return `${type}:*`
  return pattern === 'PREFIXED' ? `${type}:${name}*` : `${type}:${name}`
}

export function covers(resource: AclResource, asked: AskedResource): boolean {
  if (resource.type === 'Any') return true
  if (resource.type !== asked.type) return false
  if (resource.pattern === 'LITERAL') return asked.name === resource.name
  return asked.name.startsWith(resource.name)
}
