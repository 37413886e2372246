/** Which instance of a cluster a topic belongs to: one look-up, however many instances there are. */
import { namespaceOf } from '@gantry/remoting'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { ownTopic } from '../topics/topic-names.ts'

export interface OwnedTopic<H> {
  readonly handle: H
  /** Without the namespace. */
  readonly topic: string
}

export type Names = Pick<InstanceHandle, 'instance' | 'wire' | 'unwire'>

/** @returns undefined for retries, dead letters, topics of RocketMQ itself and of nobody */
export function ownersOf<H extends Names>(
  handles: readonly H[],
): (wireTopic: string) => OwnedTopic<H> | undefined {
  const byNamespace = new Map(
    handles.map(handle => [handle.instance.has_namespace === 1 ? handle.instance.instance_id : '', handle]),
  )
  return wireTopic => {
    const handle = byNamespace.get(namespaceOf(wireTopic))
    const topic = handle && ownTopic(handle, wireTopic)
    return handle && topic !== undefined ? { handle, topic } : undefined
  }
}
