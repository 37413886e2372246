/**
 * PEEK_MESSAGE 200052: the messages that POP would take, without taking them. Since 5.0.
 *
 * Request fields: `consumerGroup`; `topic`; `queueId`, -1 for any; `maxMsgNums`, at most.
 * The answer holds `restNum`, messages left; its times are 0. Its body is a run of stored messages; it comes without
 * one with PULL_NOT_FOUND 19.
 * Defined in `remoting/protocol/header/PeekMessageRequestHeader` and `PopMessageResponseHeader`; answered by
 * `broker/processor/PeekMessageProcessor`.
 * Refusals: as POP_MESSAGE 200050.
 */
import { fields } from '../protocol/fields.ts'
import { bytesBody, defineRequest } from '../protocol/layout.ts'
import { int32, text } from '../protocol/shape.ts'
import { popMessageResponseHeader } from './shapes/pop-message-response.ts'
import { topicRpcFields } from './shapes/rpc-fields.ts'

const PULL_NOT_FOUND = 19

export const peekMessage = defineRequest({
  name: 'PEEK_MESSAGE',
  code: 200052,
  readOnly: true,
  header: fields({ consumerGroup: text, topic: text, queueId: int32, maxMsgNums: int32, ...topicRpcFields }),
  response: { header: popMessageResponseHeader, body: bytesBody, alsoAccepts: [PULL_NOT_FOUND] },
})
