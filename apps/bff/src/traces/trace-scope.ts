/** Whose traces they are: records have no namespace, and all instances of a cluster share the trace topic. */
import { DEFAULT_TRACE_TOPIC } from '@gantry/contract'
import { PropertyName, type StoredMessage, unwrapNamespace } from '@gantry/remoting'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { storedAt } from '../platform/brokers/stored-at.ts'
import { AppError } from '../platform/http/app-error.ts'
import type { Way } from './trace-join.ts'

export interface Scope {
  readonly topic: string
  readonly wireTopic: string
  /** Where its clients report to, by its name on the wire. */
  readonly traceTopic: string
  /** Other instances have a topic of this name: each trace needs a proof that it is not theirs. */
  readonly isShared: boolean
}

/**
 * @param traceTopic the cluster's own, or a topic of the instance; with the namespace or without it, since clients name it in full
 * @throws AppError NOT_FOUND for a topic that the caller does not see in the instance, whether it is elsewhere or nowhere
 */
export async function scopeOf(
  handle: InstanceHandle,
  { topic, traceTopic }: { readonly topic: string; readonly traceTopic: string },
  signal: AbortSignal,
): Promise<Scope> {
  const names = await handle.admin.topics.names({ signal })
  const wireNameOf = (name: string): string => {
    const wireName = handle.wire(name)
    if (handle.topics.unwire(wireName) === name && names.includes(wireName)) return wireName
    throw noSuchTopic(handle, name)
  }
  const wireTopic = wireNameOf(topic)
  return {
    topic,
    wireTopic,
    traceTopic:
      traceTopic === DEFAULT_TRACE_TOPIC
        ? traceTopic
        : wireNameOf(handle.topics.unwire(traceTopic) ?? traceTopic),
    isShared: names.some(name => name !== wireTopic && unwrapNamespace(name) === topic),
  }
}

function noSuchTopic({ instance }: InstanceHandle, topic: string): AppError {
  return new AppError(
    'NOT_FOUND',
    `There is no topic ${topic} in ${instance.instance_id} on the brokers: check its name.`,
  )
}

/** Clients take the namespace off, unless they were given the name on the wire. */
export function isNamed({ topic, wireTopic }: Scope, { pub, ends }: Way): boolean {
  const names = [pub?.record.topic, ...ends.map(end => end.topic)].filter(name => name !== undefined)
  return names.length === 0 ? true : names.every(name => name === topic || name === wireTopic)
}

/** What the brokers hold of a message. */
export interface Stored {
  /** Under its topic: consumers can get it. */
  readonly isInTopic: boolean
  /** Where it was put first, which of a delayed or half message is not its topic. */
  readonly first: StoredMessage | undefined
}

export async function lookUp(
  { admin }: InstanceHandle,
  { wireTopic }: Scope,
  way: Way,
  signal: AbortSignal,
): Promise<Stored> {
  const key = way.messageId
  const { answered } = await admin.messages.byUniqueKey({ topic: wireTopic, key }, { signal })
  const isInTopic = answered.some(({ value }) =>
    value.some(message => message.msgId === key && message.topic === wireTopic),
  )
  const offsetMsgId = way.pub?.record.offsetMsgId
  const first = offsetMsgId ? await storedAt(admin, offsetMsgId, signal) : undefined
  return { isInTopic, first: first && isOf(wireTopic, key, first) ? first : undefined }
}

function isOf(wireTopic: string, messageId: string, { msgId, topic, properties }: StoredMessage): boolean {
  const realTopic = properties.get(PropertyName.REAL_TOPIC)
  return msgId === messageId && (topic === wireTopic || realTopic === wireTopic)
}
