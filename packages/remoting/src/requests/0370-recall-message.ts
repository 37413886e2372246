/**
 * RECALL_MESSAGE 370: calls a delayed message back before it is due. Since 5.3.2; brokers refuse it unless
 * `recallMessageEnable` is on (it is off by default).
 *
 * Request fields: `topic`, the message's own; `recallHandle`, as the broker gave it when the message was sent (see
 * `shapes/recall-handle`: it also names the broker to ask); `producerGroup`, for the trace.
 * The answer holds the client's unique ID of the message. SUCCESS means that the recall is stored, not that it came
 * in time.
 * Defined in `remoting/protocol/header/RecallMessageRequestHeader` and `RecallMessageResponseHeader`; answered by
 * `broker/processor/RecallMessageProcessor`.
 * Refusals: NO_PERMISSION 16 when switched off; ILLEGAL_OPERATION 604 for a handle that is broken, belongs to another
 * topic or broker, or is due already; SLAVE_NOT_AVAILABLE 11 from a replica.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest } from '../protocol/layout.ts'
import { optional, text } from '../protocol/shape.ts'
import { topicRpcFields } from './shapes/rpc-fields.ts'

export const recallMessage = defineRequest({
  name: 'RECALL_MESSAGE',
  code: 370,
  header: fields({ producerGroup: optional(text), topic: text, recallHandle: text, ...topicRpcFields }),
  response: { header: fields({ msgId: text, MSG_REGION: optional(text) }) },
})
