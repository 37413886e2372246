/** Where each subscribed group stands with a message. Brokers keep no record of it: it is told from what they do keep. */
import { type messageDelivery, type ResponseOf, toInt64 } from '@gantry/contract'
import { fanOut, isSystemGroup, type StoredMessage } from '@gantry/remoting'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { partialOf } from '../platform/brokers/partial-of.ts'
import { toTimestamp } from '../platform/clock.ts'
import type { Caller } from '../platform/http/caller.ts'
import type { TopicPlace } from '../topics/topic-place.ts'
import { type DeliveryTrail, deliveryTrail, waitingRetries } from './delivery-trail.ts'
import { type GroupLook, lookAtGroup, reasonOf, subscriptionOf, wantsMessage } from './group-look.ts'
import { findMessages } from './message-find.ts'
import type { MessageNeeds } from './message-needs.ts'
import { shownTime } from './message-present.ts'
import type { MessageParams } from './message-view.ts'

export type Delivery = ResponseOf<typeof messageDelivery>['items'][number]
type Evidence = Delivery['evidence']
type Why = Pick<Evidence, 'unknownBecause' | 'reason'>

const KNOWN: Why = { unknownBecause: null, reason: null }
const BROADCASTS: Why = {
  unknownBecause: 'BROADCASTING',
  reason: 'The group is broadcasting: its clients keep their progress to themselves.',
}
const UNSUBSCRIBED: Why = {
  unknownBecause: 'NOT_SUBSCRIBED',
  reason: 'The clients that are online do not subscribe to this topic.',
}

/** Two rounds: the message with the names of the groups, then everything about all groups at once. */
export async function viewDelivery(
  { clock, instances, topics }: MessageNeeds,
  caller: Caller,
  params: MessageParams,
  signal: AbortSignal,
): Promise<ResponseOf<typeof messageDelivery>> {
  const handle = await instances.instanceFor(params.instanceId, caller)
  const asOf = toTimestamp(clock.nowMs())
  const place = await topics.placeOf(handle, params, signal)
  const [[{ message }], groups] = await Promise.all([
    findMessages(handle, place, params, params.messageId, signal),
    handle.admin.topics.groups(place.wireTopic, { signal }),
  ])
  const names = new Set(groups.answered.flatMap(({ value }) => value))
  const items = await deliveriesOf(handle, place, message, [...names].toSorted(), signal)
  return { items, nextCursor: null, partial: partialOf(groups.failed), asOf }
}

export async function deliveriesOfTopic(
  handle: InstanceHandle,
  place: TopicPlace,
  message: StoredMessage,
  signal: AbortSignal,
): Promise<Delivery[]> {
  const { answered } = await handle.admin.topics.groups(place.wireTopic, { signal })
  const names = new Set(answered.flatMap(({ value }) => value))
  return deliveriesOf(handle, place, message, [...names], signal)
}

async function deliveriesOf(
  handle: InstanceHandle,
  place: TopicPlace,
  message: StoredMessage,
  wireGroups: readonly string[],
  signal: AbortSignal,
): Promise<Delivery[]> {
  const queue = queueOf(place, message)
  if (queue === undefined) return []
  // Asked together with the groups, each of which needs it; where none is left, its failure is nobody's.
  const waiting = waitingRetries(handle, place, message, signal)
  waiting.catch(() => undefined)
  const groups = wireGroups.filter(name => !isSystemGroup(name) && handle.groups.show(name) !== undefined)
  const { answered, failed } = await fanOut(
    groups,
    async wireGroup => {
      const [look, trail] = await Promise.all([
        lookAtGroup(handle, queue, wireGroup, signal),
        deliveryTrail(handle, place, message, wireGroup, waiting, signal),
      ])
      return deliveryOf(handle, place, message, look, trail)
    },
    { placeOf: () => queue.node.addr, signal },
  )
  const unknown = failed.map(({ item, error }) => unknownDelivery(handle, message, item, reasonOf(error)))
  return [...answered.map(({ value }) => value), ...unknown].toSorted((a, b) => (a.group < b.group ? -1 : 1))
}

function queueOf({ queues }: TopicPlace, message: StoredMessage): TopicPlace['queues'][number] | undefined {
  const addr = `${message.storeHost.host}:${message.storeHost.port}`
  const inQueue = queues.filter(({ queueId }) => queueId === message.queueId)
  return inQueue.find(({ node }) => node.addr === addr) ?? inQueue[0]
}

function deliveryOf(
  handle: InstanceHandle,
  { wireTopic }: TopicPlace,
  message: StoredMessage,
  look: GroupLook,
  { retry, deadLetter }: DeliveryTrail,
): Delivery {
  const { connections, consumerOffset } = look
  const subscription = subscriptionOf(look, wireTopic)
  const wants = subscription && wantsMessage(subscription, message)
  const isDelivered = consumerOffset !== undefined && consumerOffset > message.queueOffset
  const evidence: Evidence = {
    isOnline: connections !== undefined,
    messageModel: modelOf(connections?.messageModel),
    consumerOffset: consumerOffset === undefined ? null : toInt64(consumerOffset),
    queueOffset: toInt64(message.queueOffset),
    expression: subscription?.subString ?? null,
    expressionType: subscription?.expressionType === 'SQL92' ? 'SQL92' : subscription ? 'TAG' : null,
    clientIds: connections?.connectionSet.map(({ clientId }) => clientId).toSorted() ?? [],
    retry: retry
      ? {
          reconsumeTimes: retry.message.reconsumeTimes,
          storedAt: shownTime(retry.message.storeTimestamp),
          dueAt: retry.dueMs === undefined ? null : shownTime(retry.dueMs),
          isTaken: retry.isTaken,
        }
      : null,
    deadLetter: deadLetter
      ? { offsetMessageId: deadLetter.offsetMsgId, storedAt: shownTime(deadLetter.storeTimestamp) }
      : null,
    ...KNOWN,
  }
  const group = handle.groups.show(look.wireGroup) ?? look.wireGroup
  const say = (status: Delivery['status'], why: Why = KNOWN): Delivery => ({
    group,
    status,
    evidence: { ...evidence, ...why },
  })
  if (evidence.messageModel === 'BROADCASTING') {
    return say('UNKNOWN', BROADCASTS)
  }
  if (retry !== undefined || deadLetter !== undefined) return say('CONSUMED')
  if (wants === false) return say('FILTERED')
  if (isDelivered) return say('CONSUMED')
  if (connections === undefined) return say('NOT_ONLINE')
  return subscription ? say('NOT_CONSUMED') : say('UNKNOWN', UNSUBSCRIBED)
}

function modelOf(model: string | undefined): Evidence['messageModel'] {
  return model === 'BROADCASTING' || model === 'CLUSTERING' ? model : null
}

function unknownDelivery(
  { groups }: InstanceHandle,
  { queueOffset }: StoredMessage,
  wireGroup: string,
  reason: string,
): Delivery {
  return {
    group: groups.show(wireGroup) ?? wireGroup,
    status: 'UNKNOWN',
    evidence: {
      isOnline: null,
      messageModel: null,
      consumerOffset: null,
      queueOffset: toInt64(queueOffset),
      expression: null,
      expressionType: null,
      clientIds: [],
      retry: null,
      deadLetter: null,
      unknownBecause: 'FAILED',
      reason,
    },
  }
}
