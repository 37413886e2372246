/**
 * CONSUMER_SEND_MSG_BACK 36: gives a message back that was not consumed. The broker stores it again for the group,
 * in the retry topic to be delivered later, or in the dead-letter topic.
 *
 * Request fields: `group`; `offset`, the message's place in the commit log of this broker; `delayLevel`, 0 to let the
 * broker choose, negative for the dead-letter topic at once; `originMsgId` and `originTopic`, for traces and
 * statistics; `maxReconsumeTimes`, deliveries after which it goes to the dead-letter topic (else the group's own).
 * The answer is empty.
 * Defined in `remoting/protocol/header/ConsumerSendMsgBackRequestHeader`; answered by
 * `broker/processor/AbstractSendMessageProcessor#consumerSendMsgBack`.
 * Refusals: SUBSCRIPTION_GROUP_NOT_EXIST 26, NO_PERMISSION 16, SYSTEM_ERROR 1 when no message lies at `offset`.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest } from '../protocol/layout.ts'
import { bool, int32, int64, optional, text } from '../protocol/shape.ts'
import { rpcFields } from './shapes/rpc-fields.ts'

export const consumerSendMsgBack = defineRequest({
  name: 'CONSUMER_SEND_MSG_BACK',
  code: 36,
  header: fields({
    offset: int64,
    group: text,
    delayLevel: int32,
    originMsgId: optional(text),
    originTopic: optional(text),
    unitMode: optional(bool),
    maxReconsumeTimes: optional(int32),
    ...rpcFields,
  }),
})
