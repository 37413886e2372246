/**
 * UNLOCK_BATCH_MQ 42: a consumer that consumes in order gives queues free. Clients send it one-way when they stop.
 *
 * No request fields. Body: `UnlockBatchRequestBody`. The answer is empty; a lock of another client stays.
 * Defined in `remoting/protocol/body/UnlockBatchRequestBody`; answered by
 * `broker/processor/AdminBrokerProcessor#unlockBatchMQ`.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { lockBatchRequest } from './shapes/lock-batch.ts'
import { rpcFields } from './shapes/rpc-fields.ts'

export const unlockBatchMq = defineRequest({
  name: 'UNLOCK_BATCH_MQ',
  code: 42,
  header: fields(rpcFields),
  body: jsonBody(lockBatchRequest),
})
