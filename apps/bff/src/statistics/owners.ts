/** Which instance of a cluster a topic or a group belongs to: one look-up, however many instances there are. */
import { namespaceOf } from '@gantry/remoting'
import { ownGroup } from '../groups/group-names.ts'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { ownTopic } from '../topics/topic-names.ts'

export interface OwnedTopic<H> {
  readonly handle: H
  /** Without the namespace. */
  readonly topic: string
}

export interface OwnedGroup<H> {
  readonly handle: H
  /** Without the namespace. */
  readonly group: string
}

export type Names = Pick<InstanceHandle, 'instance' | 'wire' | 'topics' | 'groups'>

export interface Owners<H> {
  /** @returns undefined for retries, dead letters, topics of RocketMQ itself and of nobody */
  ofTopic(wireTopic: string): OwnedTopic<H> | undefined
  /** @returns undefined for groups of RocketMQ itself and of nobody */
  ofGroup(wireGroup: string): OwnedGroup<H> | undefined
}

export function ownersOf<H extends Names>(handles: readonly H[]): Owners<H> {
  const byNamespace = new Map(
    handles.map(handle => [handle.instance.has_namespace === 1 ? handle.instance.instance_id : '', handle]),
  )
  return {
    ofTopic(wireTopic) {
      const handle = byNamespace.get(namespaceOf(wireTopic))
      const topic = handle && ownTopic(handle, wireTopic)
      return handle && topic !== undefined ? { handle, topic } : undefined
    },
    ofGroup(wireGroup) {
      const handle = byNamespace.get(namespaceOf(wireGroup))
      const group = handle && ownGroup(handle, wireGroup)
      return handle && group !== undefined ? { handle, group } : undefined
    },
  }
}
