/** What the brokers of a cluster should hold of each access key, told from the console's rows alone. */

import { dlqTopicOf, SystemTopic } from '@gantry/remoting'
import type { PolicyEntryInfo } from '@gantry/remoting/requests'
import { accountIdIn } from '@gantry/rules'
import type { MadeGroup } from '../groups/group-service.ts'
import type { UserRow } from '../session/user-service.ts'
import type { AccessKeyTable } from './access-key-table.ts'
import { sourceIpsOf } from './grant-present.ts'
import type { GrantTable } from './grant-table.ts'
import { actsFor, isGrantee } from './grantee.ts'
import { consumingGroups } from './made-groups.ts'

export interface ExpectedKey {
  readonly accessKey: string
  /** Undefined: no broker is to know it. */
  readonly user: { readonly secretKey: string; readonly isEnabled: boolean } | undefined
  readonly entries: readonly PolicyEntryInfo[]
}

/** An instance on the cluster. */
export interface Territory {
  readonly instanceId: string
  readonly hasNamespace: boolean
  wire(name: string): string
  /** Without a namespace: what the console knows of. */
  readonly topics: readonly string[]
  readonly groups: readonly string[]
}

interface Rows {
  readonly keys: readonly AccessKeyTable[]
  readonly users: readonly UserRow[]
  readonly territories: readonly Territory[]
  readonly grants: readonly GrantTable[]
  readonly made: readonly MadeGroup[]
}

/** @param open gives the secret of a key that is not deleted */
export function expectedAccess(rows: Rows, open: (sealed: string) => string): ExpectedKey[] {
  const { keys, users } = rows
  const owners = new Map(users.map(user => [user.userId, user]))
  return keys.map(({ access_key: accessKey, user_id, secret_encrypted, is_disabled }) => {
    const owner = owners.get(user_id ?? '')
    const entries = owner ? entriesFor(owner, rows) : []
    if (!owner || secret_encrypted === null || entries.length === 0) {
      return { accessKey, user: undefined, entries: [] }
    }
    const isEnabled = is_disabled === 0 && !owner.isDisabled
    return { accessKey, user: { secretKey: open(secret_encrypted), isEnabled }, entries }
  })
}

function entriesFor(user: UserRow, { territories, grants, made }: Rows): PolicyEntryInfo[] {
  const entries = territories.flatMap(territory => [
    ...(actsFor(user, accountIdIn(territory.instanceId)) ? ownerEntries(territory) : []),
    ...grants
      .filter(grant => grant.instance_id === territory.instanceId && isGrantee(user, grant))
      .flatMap(grant => grantEntries(territory, grant, consumingGroups(grant, made))),
  ])
  if (entries.length === 0) return []
  // Clients with tracing on write there with the same key.
  const traces = allow(`Topic:${SystemTopic.TRACE}`, ['Pub'], everySource(entries))
  return [...mergedByResource(entries), traces]
}

function ownerEntries({ hasNamespace, wire, topics, groups }: Territory): PolicyEntryInfo[] {
  // Without a namespace a pattern would reach into every other instance.
  const [topicNames, groupNames] = hasNamespace ? [['*'], ['*']] : [topics, groups]
  return [
    ...topicNames.map(topic => allow(`Topic:${wire(topic)}`, ['Pub', 'Sub', 'Get'])),
    ...groupNames.flatMap(group => consuming(wire(group))),
  ]
}

function grantEntries({ wire }: Territory, grant: GrantTable, groups: readonly string[]): PolicyEntryInfo[] {
  const { topic, publish, subscribe } = grant
  const resource = `Topic:${wire(topic)}`
  const sources = sourceIpsOf(grant)
  return [
    ...(publish === 1 ? [allow(resource, ['Pub'], sources)] : []),
    // A new group asks for the end of each queue: that is Get.
    ...(subscribe === 1 ? [allow(resource, ['Sub', 'Get'], sources)] : []),
    ...groups.flatMap(group => consuming(wire(group), sources)),
  ]
}

/** To consume with a group, and what it has given up: to brokers its dead letters are a topic like any other. */
function consuming(wireGroup: string, sourceIps: readonly string[] = []): PolicyEntryInfo[] {
  return [
    allow(`Group:${wireGroup}`, ['Sub', 'Get'], sourceIps),
    allow(`Topic:${dlqTopicOf(wireGroup)}`, ['Sub', 'Get'], sourceIps),
  ]
}

/** @param sourceIps none: from everywhere */
function allow(
  resource: string,
  actions: PolicyEntryInfo['actions'],
  sourceIps: readonly string[] = [],
): PolicyEntryInfo {
  const entry = { resource, actions, decision: 'Allow' as const }
  return sourceIps.length === 0 ? entry : { ...entry, sourceIps: [...sourceIps] }
}

function mergedByResource(entries: readonly PolicyEntryInfo[]): PolicyEntryInfo[] {
  const byResource = Map.groupBy(entries, ({ resource }) => resource)
  return [...byResource].map(([resource, same]) =>
    allow(resource, [...new Set(same.flatMap(({ actions }) => actions))], everySource(same)),
  )
}

/** What several grants allow together: from everywhere as soon as one of them does. */
function everySource(entries: readonly PolicyEntryInfo[]): string[] {
  const lists = entries.map(({ sourceIps = [] }) => sourceIps)
  return lists.some(({ length }) => length === 0) ? [] : [...new Set(lists.flat())]
}
