/**
 * LOCK_BATCH_MQ 41: a consumer that consumes in order claims queues of one broker. A lock ends by itself after 60 s:
 * clients renew theirs every 20 s.
 *
 * No request fields. Body: `LockBatchRequestBody`. Body of the answer: the queues that are the client's now.
 * Defined in `remoting/protocol/body/LockBatchRequestBody` and `LockBatchResponseBody`; answered by
 * `broker/processor/AdminBrokerProcessor#lockBatchMQ`.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { type Infer, list, object } from '../protocol/shape.ts'
import { lockBatchRequest } from './shapes/lock-batch.ts'
import { messageQueue } from './shapes/message-queue.ts'
import { rpcFields } from './shapes/rpc-fields.ts'

export const lockBatchResponse = object({ lockOKMQSet: list(messageQueue) })
export type LockBatchResponse = Infer<typeof lockBatchResponse>

export const lockBatchMq = defineRequest({
  name: 'LOCK_BATCH_MQ',
  code: 41,
  header: fields(rpcFields),
  body: jsonBody(lockBatchRequest),
  response: { body: jsonBody(lockBatchResponse) },
})
