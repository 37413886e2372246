/**
 * ACK_MESSAGE 200051: a message taken by POP is done with. Since 5.0.
 *
 * Request fields: `consumerGroup`; `topic`, the one the message lies in (a retry topic for a message delivered again);
 * `queueId`; `extraInfo`, the message's handle, see `shapes/pop-extra-info`; `offset`, its queue offset; `liteTopic`
 * (5.5 and later).
 * The answer is empty; it is SUCCESS also for a message whose time is over.
 * Defined in `remoting/protocol/header/AckMessageRequestHeader`; answered by `broker/processor/AckMessageProcessor`.
 * Refusals: NO_MESSAGE 208 for an offset out of the queue's bounds, MESSAGE_ILLEGAL 13 for a queue that does not
 * exist, TOPIC_NOT_EXIST 17.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest } from '../protocol/layout.ts'
import { int32, int64, optional, text } from '../protocol/shape.ts'
import { topicRpcFields } from './shapes/rpc-fields.ts'

export const ackMessage = defineRequest({
  name: 'ACK_MESSAGE',
  code: 200051,
  header: fields({
    consumerGroup: text,
    topic: text,
    queueId: int32,
    extraInfo: text,
    offset: int64,
    liteTopic: optional(text),
    ...topicRpcFields,
  }),
})
