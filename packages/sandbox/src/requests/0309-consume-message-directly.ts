/**
 * CONSUME_MESSAGE_DIRECTLY 309, handed on to the consumer with the message, as `broker/processor/AdminBrokerProcessor#consumeMessageDirectly`.
 */

import { parseOffsetMessageId } from '@gantry/remoting/internal'
import { consumeMessageDirectly, consumeMessageDirectlyOnClient } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'
import { askConsumer } from '../messaging/relay.ts'
import type { Broker } from '../state/broker.ts'
import { offsetOf } from '../state/offset.ts'
import { Refused } from '../state/refused.ts'

export const consumeMessageDirectlyHandler = brokerHandler(consumeMessageDirectly, ({ header }, broker) => {
  const topicSysFlag = broker.topics.get(header.topic ?? '')?.topicSysFlag
  const groupSysFlag = broker.groups.find(header.consumerGroup)?.groupSysFlag
  const told = {
    ...header,
    brokerName: broker.brokerName,
    ...(topicSysFlag !== undefined && { topicSysFlag }),
    ...(groupSysFlag !== undefined && { groupSysFlag }),
  }
  return askConsumer(broker, consumeMessageDirectlyOnClient, told, recordOf(broker, header.msgId))
})

function recordOf({ store }: Broker, msgId: string): Buffer {
  const place = parseOffsetMessageId(msgId)
  const record = place && store.recordAt(offsetOf(place.commitLogOffset))
  if (record === undefined) throw new Refused('SYSTEM_ERROR', `can not find message by the ID, ${msgId}`)
  return record
}
