/**
 * QUERY_CONSUMER_OFFSET 14: the offset that a group consumes next from one queue.
 *
 * Request fields: `consumerGroup`; `topic`; `queueId`; `setZeroIfNotFound` (5.0 and later), false to be refused where
 * the broker would say 0 for a group without offset, because the queue's first message is still in memory.
 * The answer holds the offset.
 * Defined in `remoting/protocol/header/QueryConsumerOffsetRequestHeader` and `QueryConsumerOffsetResponseHeader`;
 * answered by `broker/processor/ConsumerManageProcessor#queryConsumerOffset`.
 * Refusals: QUERY_NOT_FOUND 22 when the group has none.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest } from '../protocol/layout.ts'
import { bool, int32, int64, optional, text } from '../protocol/shape.ts'
import { topicRpcFields } from './shapes/rpc-fields.ts'

export const queryConsumerOffset = defineRequest({
  name: 'QUERY_CONSUMER_OFFSET',
  code: 14,
  readOnly: true,
  header: fields({
    consumerGroup: text,
    topic: text,
    queueId: int32,
    setZeroIfNotFound: optional(bool),
    ...topicRpcFields,
  }),
  response: { header: fields({ offset: int64 }) },
})
