/** ACK_MESSAGE 200051, as `broker/processor/AckMessageProcessor`. */
import { parsePopHandle } from '@gantry/remoting/internal'
import { ackMessage } from '@gantry/remoting/requests'
import { brokerHandler, DONE } from '../handler.ts'
import { acknowledge } from '../messaging/acknowledge.ts'
import { checkTaken } from '../messaging/check-pop.ts'
import { offsetOf } from '../state/offset.ts'
import { Refused } from '../state/refused.ts'

export const ackMessageHandler = brokerHandler(ackMessage, ({ header, client }, broker) => {
  checkTaken(header, client, broker)
  const { consumerGroup: group, topic, queueId } = header
  const offset = offsetOf(header.offset)
  const [min, max] = [broker.store.minOffset(topic, queueId), broker.store.maxOffset(topic, queueId)]
  if (offset < min || offset > max) {
    const remark = `offset is illegal, key:${topic}@${queueId}, commit:${offset}, store:${min}~${max}`
    throw new Refused('NO_MESSAGE', remark)
  }
  const { ckQueueOffset, popTime, reviveQid } = parsePopHandle(header.extraInfo)
  const startOffset = offsetOf(ckQueueOffset)
  acknowledge({ group, topic, queueId, startOffset, popTime, reviveQid, offsets: [offset] }, broker)
  return DONE
})
