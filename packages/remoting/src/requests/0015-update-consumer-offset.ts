/**
 * UPDATE_CONSUMER_OFFSET 15: the offset that a group consumes next from one queue. Consumers send it one-way.
 *
 * Request fields: `consumerGroup`; `topic`; `queueId`; `commitOffset`, which may lie below the present one.
 * The answer is empty. It is SUCCESS also when the broker ignores the offset, because a reset waits for the group's
 * next pull (5.1 and later; the remark says so).
 * Defined in `remoting/protocol/header/UpdateConsumerOffsetRequestHeader`; answered by
 * `broker/processor/ConsumerManageProcessor#updateConsumerOffset`.
 * Refusals: SUBSCRIPTION_GROUP_NOT_EXIST 26, TOPIC_NOT_EXIST 17 (newer releases only).
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest } from '../protocol/layout.ts'
import { int32, int64, text } from '../protocol/shape.ts'
import { topicRpcFields } from './shapes/rpc-fields.ts'

export const updateConsumerOffset = defineRequest({
  name: 'UPDATE_CONSUMER_OFFSET',
  code: 15,
  header: fields({
    consumerGroup: text,
    topic: text,
    queueId: int32,
    commitOffset: int64,
    ...topicRpcFields,
  }),
})
