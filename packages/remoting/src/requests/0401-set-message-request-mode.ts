/**
 * SET_MESSAGE_REQUEST_MODE 401: whether the push consumers of a group pull or pop the messages of a topic. Since 5.0.
 *
 * No request fields. Body: `SetMessageRequestModeRequestBody`. The answer is empty.
 * Defined in `remoting/protocol/body/SetMessageRequestModeRequestBody`; answered by
 * `broker/processor/QueryAssignmentProcessor#setMessageRequestMode`.
 * Refusals: NO_PERMISSION 16 for a retry topic; TOPIC_NOT_EXIST 17 and SUBSCRIPTION_GROUP_NOT_EXIST 26, which releases
 * before 5.3.3 do not check.
 */
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { type Infer, int32, object, text } from '../protocol/shape.ts'
import { messageRequestMode } from './shapes/message-request-mode.ts'

export const setMessageRequestModeRequest = object({
  topic: text,
  consumerGroup: text,
  mode: messageRequestMode,
  /** With POP: consumers that share a queue, besides its first; 0 or less for all with all. */
  popShareQueueNum: int32,
})
export type SetMessageRequestMode = Infer<typeof setMessageRequestModeRequest>

export const setMessageRequestMode = defineRequest({
  name: 'SET_MESSAGE_REQUEST_MODE',
  code: 401,
  body: jsonBody(setMessageRequestModeRequest),
})
