/**
 * GET_MIN_OFFSET 31: the offset of the oldest message that a queue still holds.
 *
 * Request fields: `topic`; `queueId`.
 * The answer holds the offset; 0 for a queue that does not exist.
 * Defined in `remoting/protocol/header/GetMinOffsetRequestHeader` and `GetMinOffsetResponseHeader`; answered by
 * `broker/processor/AdminBrokerProcessor#getMinOffset`.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest } from '../protocol/layout.ts'
import { int32, int64, text } from '../protocol/shape.ts'
import { topicRpcFields } from './shapes/rpc-fields.ts'

export const getMinOffset = defineRequest({
  name: 'GET_MIN_OFFSET',
  code: 31,
  readOnly: true,
  header: fields({ topic: text, queueId: int32, ...topicRpcFields }),
  response: { header: fields({ offset: int64 }) },
})
