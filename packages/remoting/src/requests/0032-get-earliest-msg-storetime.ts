/**
 * GET_EARLIEST_MSG_STORETIME 32: when the oldest message that a queue still holds was stored.
 *
 * Request fields: `topic`; `queueId`.
 * The answer holds the time in ms; -1 when the queue is empty or does not exist.
 * Defined in `remoting/protocol/header/GetEarliestMsgStoretimeRequestHeader` and
 * `GetEarliestMsgStoretimeResponseHeader`; answered by
 * `broker/processor/AdminBrokerProcessor#getEarliestMsgStoretime`.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest } from '../protocol/layout.ts'
import { int32, millis, text } from '../protocol/shape.ts'
import { topicRpcFields } from './shapes/rpc-fields.ts'

export const getEarliestMsgStoreTime = defineRequest({
  name: 'GET_EARLIEST_MSG_STORETIME',
  code: 32,
  readOnly: true,
  header: fields({ topic: text, queueId: int32, ...topicRpcFields }),
  response: { header: fields({ timestamp: millis }) },
})
