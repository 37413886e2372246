/**
 * NOTIFICATION 200054, as `broker/processor/NotificationProcessor`.
 *
 * Not imitated: that it looks at the tags of a few messages when it is asked with a filter. POP finds out.
 */
import { notification } from '@gantry/remoting/requests'
import { type Answer, brokerHandler, type Call } from '../handler.ts'
import { checkPop } from '../messaging/check-pop.ts'
import { hasMessages, queuesOf, retryQueuesOf } from '../messaging/pop-queues.ts'
import type { Broker } from '../state/broker.ts'

type NotificationHeader = ReturnType<typeof notification.header.read>
type NotificationCall = Call<NotificationHeader, undefined>
type NotificationAnswer = Answer<ReturnType<typeof notification.response.header.read>, undefined>

const ANSWERED_BEFORE_MS = 50

export const notificationHandler = brokerHandler(notification, (call, broker) => {
  const { header } = call
  const bornTime = header.bornTime === 0 ? broker.clock.now() : header.bornTime
  const until = bornTime + header.pollTime - ANSWERED_BEFORE_MS
  if (isThere(call, broker)) return answerOf(true)
  if (header.pollTime <= 0 || broker.clock.now() > until) return answerOf(false)
  const { heldNotifications } = broker.pop
  const isFull = heldNotifications.size >= broker.settings.number('maxPopPollingSize')
  return isFull ? answerOf(false, true) : wait(call, until, broker)
})

async function wait(
  call: NotificationCall,
  until: number,
  broker: Broker,
): Promise<NotificationAnswer | undefined> {
  const { topic, consumerGroup: group, queueId } = call.header
  const { closed } = call.client
  for (;;) {
    const timeoutMs = until - broker.clock.now()
    const held = { topic, group, queueId, filter: undefined, timeoutMs, closed }
    const reason = await broker.pop.heldNotifications.hold(held)
    if (reason === 'CLOSED') return undefined
    const hasMsg = isThere(call, broker)
    if (hasMsg || reason === 'TIMEOUT') return answerOf(hasMsg)
  }
}

function isThere({ header, client }: NotificationCall, broker: Broker): boolean {
  const config = checkPop(header, client, broker)
  const queues = queuesOf(header, config, 0)
  const isBlocked = (queue: (typeof queues)[number]): boolean =>
    header.order === true && broker.pop.orders.isBlocked(queue, header.attemptId)
  return (
    queues.some(queue => !isBlocked(queue) && hasMessages(queue, broker)) ||
    retryQueuesOf(header, broker, 1).some(queue => hasMessages(queue, broker))
  )
}

function answerOf(hasMsg: boolean, pollingFull = false): NotificationAnswer {
  return { header: { hasMsg, pollingFull }, body: undefined }
}
