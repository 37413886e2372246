/**
 * POLLING_INFO 200055: how many POP requests of a group wait at a broker. Since 5.0.
 *
 * Request fields: `consumerGroup`; `topic`; `queueId` that the requests name, -1 for those that take from any.
 * The answer holds their number.
 * Defined in `remoting/protocol/header/PollingInfoRequestHeader` and `PollingInfoResponseHeader`; answered by
 * `broker/processor/PollingInfoProcessor`.
 * Refusals: as POP_MESSAGE 200050.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest } from '../protocol/layout.ts'
import { int32, text } from '../protocol/shape.ts'
import { topicRpcFields } from './shapes/rpc-fields.ts'

export const pollingInfo = defineRequest({
  name: 'POLLING_INFO',
  code: 200055,
  readOnly: true,
  header: fields({ consumerGroup: text, topic: text, queueId: int32, ...topicRpcFields }),
  response: { header: fields({ pollingNum: int32 }) },
})
