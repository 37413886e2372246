/** CHANGE_MESSAGE_INVISIBLETIME 200053, as `broker/processor/ChangeInvisibleTimeProcessor`. */
import { POP_ORDER_REVIVE_QUEUE, type PopHandle, parsePopHandle } from '@gantry/remoting/internal'
import { changeMessageInvisibleTime } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'
import { acknowledge } from '../messaging/acknowledge.ts'
import { checkTaken } from '../messaging/check-pop.ts'
import type { Broker } from '../state/broker.ts'
import { offsetOf } from '../state/offset.ts'
import type { PopQueue } from '../state/pop-orders.ts'
import { Refused } from '../state/refused.ts'

type ChangeHeader = ReturnType<typeof changeMessageInvisibleTime.header.read>
type ChangedHeader = ReturnType<typeof changeMessageInvisibleTime.response.header.read>

export const changeMessageInvisibleTimeHandler = brokerHandler(
  changeMessageInvisibleTime,
  ({ header, client }, broker) => {
    checkTaken(header, client, broker)
    const { topic, consumerGroup: group, queueId } = header
    const offset = offsetOf(header.offset)
    const { store } = broker
    if (offset < store.minOffset(topic, queueId) || offset >= store.maxOffset(topic, queueId)) {
      throw new Refused('NO_MESSAGE', '')
    }
    const handle = parsePopHandle(header.extraInfo)
    const change = handle.reviveQid === POP_ORDER_REVIVE_QUEUE ? changeInOrder : changeAlone
    return {
      header: change(header, { topic, group, queueId }, offset, handle, broker),
      body: undefined,
    }
  },
)

/** The message leaves its check-point and gets one of its own. */
function changeAlone(
  { invisibleTime, suspend = false }: ChangeHeader,
  queue: PopQueue,
  offset: number,
  { ckQueueOffset, popTime, reviveQid }: PopHandle,
  broker: Broker,
): ChangedHeader {
  acknowledge(
    { ...queue, startOffset: offsetOf(ckQueueOffset), popTime, reviveQid, offsets: [offset] },
    broker,
  )
  // Within one millisecond it could not be told from the check-point that it leaves.
  const now = Math.max(broker.clock.now(), popTime + 1)
  const checkPoint = { ...queue, startOffset: offset, popTime: now, invisibleTime }
  broker.pop.checkPoints.add({ ...checkPoint, offsets: [offset], isSuspended: suspend })
  broker.traffic.hidden(queue.group, queue.topic)
  return { popTime: now, invisibleTime, reviveQid }
}

/** Of a message that is consumed already nothing is told. */
function changeInOrder(
  { invisibleTime }: ChangeHeader,
  queue: PopQueue,
  offset: number,
  { popTime, reviveQid }: PopHandle,
  { pop, offsets, clock }: Broker,
): ChangedHeader {
  const committed = offsets.query(queue.group, queue.topic, queue.queueId) ?? -1
  if (offset < committed) return { popTime: 0, invisibleTime: 0, reviveQid: 0 }
  const visibleAt = clock.now() + invisibleTime
  pop.orders.hideUntil(queue, offset, popTime, visibleAt)
  return { popTime, invisibleTime: visibleAt - popTime, reviveQid }
}
