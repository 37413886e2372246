/**
 * What a request wants to do with which resources. Imitates `auth/authorization/builder/DefaultAuthorizationContextBuilder`,
 * but for required fields that are missing: those are left to the handler, which refuses them.
 */
import {
  type Frame,
  type HeaderFields,
  isRetryTopic,
  readRequest,
  requestCodeName,
  withoutRetryAndDlq,
} from '@gantry/remoting/internal'
import { heartBeat, lockBatchMq } from '@gantry/remoting/requests'
import { ASKED_RESOURCES, type Asked } from './asked-resources.ts'
import type { Question } from './deciding-entry.ts'

const ASKED: ReadonlyMap<string, readonly Asked[]> = new Map(Object.entries(ASKED_RESOURCES))

/**
 * In the order in which a broker asks them. Empty when the request is free to everybody.
 * @throws MalformedError when the body names the resources and cannot be read
 */
export function questionsOf(frame: Frame, clusterName: string): readonly Question[] {
  const request = requestCodeName(frame.header.code)
  if (request === 'HEART_BEAT') return questionsOfHeartbeat(frame)
  if (request === 'LOCK_BATCH_MQ' || request === 'UNLOCK_BATCH_MQ') return questionsOfLocks(frame)
  const asked = ASKED.get(request) ?? []
  return asked.flatMap(one => questionsOfHeader(one, frame.header.extFields, clusterName))
}

/** Producers are not asked about: their groups are nobody's. */
function questionsOfHeartbeat(frame: Frame): readonly Question[] {
  return readRequest(heartBeat, frame).body.consumerDataSet.flatMap(({ groupName, subscriptionDataSet }) => [
    toSubscribe('Group', groupName),
    ...topicsToSubscribe(subscriptionDataSet),
  ])
}

function questionsOfLocks(frame: Frame): readonly Question[] {
  const { consumerGroup, mqSet } = readRequest(lockBatchMq, frame).body
  return [toSubscribe('Group', consumerGroup), ...topicsToSubscribe(mqSet)]
}

/** A group's retry topic goes with the group. */
function topicsToSubscribe(queues: ReadonlyArray<{ readonly topic: string }>): readonly Question[] {
  return queues.flatMap(({ topic }) => (isRetryTopic(topic) ? [] : [toSubscribe('Topic', topic)]))
}

function toSubscribe(type: 'Topic' | 'Group', name: string): Question {
  return { resource: { type, name: type === 'Group' ? withoutRetryAndDlq(name) : name }, actions: ['Sub'] }
}

function questionsOfHeader(asked: Asked, fields: HeaderFields, clusterName: string): readonly Question[] {
  const named = asked.field === undefined ? clusterName : fields[asked.field]
  if (named === undefined || (asked.blankIsAbsent && named.trim() === '')) return []
  const names = asked.separator === undefined ? [named] : named.split(asked.separator).filter(Boolean)
  return names.flatMap(name => questionOf(asked, name))
}

function questionOf({ type, actions, ofRetryTopic }: Asked, name: string): readonly Question[] {
  if (type !== 'Topic' || ofRetryTopic === 'THE_TOPIC' || !isRetryTopic(name))
    return [{ resource: { type, name }, actions }]
  if (ofRetryTopic === 'NOTHING') return []
  const group = { type: 'Group', name: withoutRetryAndDlq(name) } as const
  return [{ resource: group, actions: ofRetryTopic === 'ITS_GROUP_TO_SUB' ? ['Sub'] : actions }]
}
