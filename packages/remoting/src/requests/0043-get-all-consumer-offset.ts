/**
 * GET_ALL_CONSUMER_OFFSET 43: the offsets of all groups at one broker. Replicas copy them from their master by it.
 *
 * No request fields. Body: `ConsumerOffsetSerializeWrapper`, as the broker also writes it to `consumerOffset.json`.
 * Defined in `remoting/protocol/body/ConsumerOffsetSerializeWrapper`; answered by
 * `broker/processor/AdminBrokerProcessor#getAllConsumerOffset`.
 */
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { type Infer, int32, int64, list, mapOf, object, optional, text } from '../protocol/shape.ts'
import { dataVersion } from './shapes/data-version.ts'

export const consumerOffsets = object({
  /** By `topic@group`, then by `queueId`: the offset that the group consumes next. */
  offsetTable: mapOf(text, mapOf(int32, int64)),
  /** The same of pulls, which run ahead of it (5.0 and later). */
  pullOffsetTable: optional(mapOf(text, mapOf(int32, int64))),
  /** The topics of each group (5.4 and later). */
  groupTopicMap: optional(mapOf(text, list(text))),
  /** Unknown to brokers before 5.0. */
  dataVersion: optional(dataVersion),
})
export type ConsumerOffsets = Infer<typeof consumerOffsets>

export const getAllConsumerOffset = defineRequest({
  name: 'GET_ALL_CONSUMER_OFFSET',
  code: 43,
  readOnly: true,
  response: { body: jsonBody(consumerOffsets) },
})
