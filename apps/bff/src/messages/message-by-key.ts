/** Messages that carry a key, the newest first. */
import type { MessageHead } from '@gantry/contract'
import { keysOf, type StoredMessage } from '@gantry/remoting'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { partialOf } from '../platform/brokers/partial-of.ts'
import type { TopicPlace } from '../topics/topic-place.ts'
import { presentHead } from './message-present.ts'

/** As brokers have it: no more from one of them, and no more in all. */
const MOST = 64

export interface ByKey {
  readonly items: MessageHead[]
  readonly isCut: boolean
  readonly partial: ReturnType<typeof partialOf>
}

export async function messagesByKey(
  { admin }: InstanceHandle,
  { wireTopic, masters }: TopicPlace,
  key: string,
  signal: AbortSignal,
): Promise<ByKey> {
  const query = { topic: wireTopic, key, limit: MOST, nodes: masters }
  const { answered, failed } = await admin.messages.byKey(query, { signal })
  // The index knows hashes: among what it finds may be other keys.
  const found = answered
    .flatMap(({ item, value }) => value.map(message => ({ brokerName: item.brokerName, message })))
    .filter(({ message }) => [...keysOf(message.properties)].includes(key))
    .toSorted((a, b) => newestFirst(a.message, b.message))
  return {
    items: found.slice(0, MOST).map(({ brokerName, message }) => presentHead(brokerName, message)),
    isCut: found.length > MOST || answered.some(({ value }) => value.length >= MOST),
    partial: partialOf(failed),
  }
}

/** Many are stored in one millisecond: then their place in the broker's log tells. */
function newestFirst(a: StoredMessage, b: StoredMessage): number {
  return b.storeTimestamp - a.storeTimestamp || Number(b.commitLogOffset - a.commitLogOffset)
}
