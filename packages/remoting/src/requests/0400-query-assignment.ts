/**
 * QUERY_ASSIGNMENT 400: the queues that a consumer shall work on, worked out by the broker. Since 5.0.
 *
 * No request fields. Body: `QueryAssignmentRequestBody`. Body of the answer: the queues, each with its way of consuming;
 * `queueId` -1 for POP from any queue of that broker.
 * Defined in `remoting/protocol/body/QueryAssignmentRequestBody`, `QueryAssignmentResponseBody` and
 * `common/message/MessageQueueAssignment`; answered by `broker/processor/QueryAssignmentProcessor#queryAssignment`.
 */
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { type Infer, list, mapOf, object, optional, text } from '../protocol/shape.ts'
import { messageModel } from './shapes/consumer-data.ts'
import { messageQueue } from './shapes/message-queue.ts'
import { messageRequestMode } from './shapes/message-request-mode.ts'

const messageQueueAssignment = object({
  messageQueue,
  mode: messageRequestMode,
  attachments: optional(mapOf(text, text)),
})

export const queryAssignmentRequest = object({
  topic: text,
  consumerGroup: text,
  clientId: text,
  /** `AVG`, `AVG_BY_CIRCLE`: how queues are shared out; brokers know no others. */
  strategyName: text,
  messageModel,
})

export const queryAssignmentResponse = object({
  /** Left out when the broker cannot tell: keep what you have. An empty list means: none. */
  messageQueueAssignments: optional(list(messageQueueAssignment)),
})
export type MessageQueueAssignment = Infer<typeof messageQueueAssignment>

export const queryAssignment = defineRequest({
  name: 'QUERY_ASSIGNMENT',
  code: 400,
  readOnly: true,
  body: jsonBody(queryAssignmentRequest),
  response: { body: jsonBody(queryAssignmentResponse) },
})
