/**
 * CHANGE_MESSAGE_INVISIBLETIME 200053: hides a message taken by POP for longer, or gives it back sooner. Since 5.0.
 *
 * Request fields: as ACK_MESSAGE 200051, and `invisibleTime`, how long from now (ms); `suspend` (5.5 and later): the
 * delivery does not count as failed.
 * The answer holds what the message's new handle is made of: the old one is good for nothing any more.
 * Defined in `remoting/protocol/header/ChangeInvisibleTimeRequestHeader` and `ChangeInvisibleTimeResponseHeader`;
 * answered by `broker/processor/ChangeInvisibleTimeProcessor`.
 * Refusals: NO_MESSAGE 208 for an offset out of the queue's bounds, MESSAGE_ILLEGAL 13 for a queue that does not
 * exist, TOPIC_NOT_EXIST 17.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest } from '../protocol/layout.ts'
import { bool, int32, int64, millis, optional, text } from '../protocol/shape.ts'
import { topicRpcFields } from './shapes/rpc-fields.ts'

export const changeMessageInvisibleTime = defineRequest({
  name: 'CHANGE_MESSAGE_INVISIBLETIME',
  code: 200053,
  header: fields({
    consumerGroup: text,
    topic: text,
    queueId: int32,
    extraInfo: text,
    offset: int64,
    invisibleTime: millis,
    liteTopic: optional(text),
    suspend: optional(bool),
    ...topicRpcFields,
  }),
  response: {
    header: fields({
      /** Broker's clock (ms); for messages in order that of the first POP; 0 when the message is consumed already. */
      popTime: millis,
      /** How long (ms) from `popTime` it is hidden. */
      invisibleTime: millis,
      reviveQid: int32,
    }),
  },
})
