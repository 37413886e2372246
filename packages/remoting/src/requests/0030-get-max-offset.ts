/**
 * GET_MAX_OFFSET 30: the offset that the next message of a queue will get.
 *
 * Request fields: `topic`; `queueId`; `committed` (5.0 and later), which no broker up to 5.5.0 looks at.
 * The answer holds the offset; 0 for a queue that does not exist.
 * Defined in `remoting/protocol/header/GetMaxOffsetRequestHeader` and `GetMaxOffsetResponseHeader`; answered by
 * `broker/processor/AdminBrokerProcessor#getMaxOffset`.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest } from '../protocol/layout.ts'
import { bool, int32, int64, optional, text } from '../protocol/shape.ts'
import { topicRpcFields } from './shapes/rpc-fields.ts'

export const getMaxOffset = defineRequest({
  name: 'GET_MAX_OFFSET',
  code: 30,
  readOnly: true,
  header: fields({ topic: text, queueId: int32, committed: optional(bool), ...topicRpcFields }),
  response: { header: fields({ offset: int64 }) },
})
