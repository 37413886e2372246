/**
 * GET_ALL_PRODUCER_INFO 328: every producer connected to one broker, by group. Since 4.9.4.
 *
 * Body: `ProducerTableInfo` { `data`: group to its producers }. Every Java client is also in `CLIENT_INNER_PRODUCER`.
 * Defined in `remoting/protocol/body/ProducerTableInfo`, `ProducerInfo`; answered by
 * `broker/processor/AdminBrokerProcessor#getAllProducerInfo`.
 */
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { type Infer, int32, list, mapOf, millis, object, text } from '../protocol/shape.ts'
import { languageCode } from './shapes/connection.ts'

export const producerInfo = object({
  clientId: text,
  /** `/host:port` as the broker sees it, with a slash where other answers have none. */
  remoteIP: text,
  language: languageCode,
  /** Ordinal in `common/MQVersion`, as the client claims. */
  version: int32,
  /** When it was last heard (ms). */
  lastUpdateTimestamp: millis,
})
export type ProducerInfo = Infer<typeof producerInfo>

export const getAllProducerInfo = defineRequest({
  name: 'GET_ALL_PRODUCER_INFO',
  code: 328,
  readOnly: true,
  response: { body: jsonBody(object({ data: mapOf(text, list(producerInfo)) })) },
})
