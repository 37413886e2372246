/**
 * GET_ALL_DELAY_OFFSET 45: how far a broker has come with delivering the messages of each delay level.
 *
 * No request fields. Body: `DelayOffsetSerializeWrapper`, as the broker also writes it to `delayOffset.json`.
 * Defined in `broker/schedule/DelayOffsetSerializeWrapper`; answered by
 * `broker/processor/AdminBrokerProcessor#getAllDelayOffset`.
 */
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { type Infer, int32, int64, mapOf, object, optional } from '../protocol/shape.ts'
import { dataVersion } from './shapes/data-version.ts'

export const delayOffsets = object({
  /** By delay level, which is 1 + the `queueId` of `SCHEDULE_TOPIC_XXXX`: the offset that is delivered next. */
  offsetTable: mapOf(int32, int64),
  /** Unknown to brokers before 5.0. */
  dataVersion: optional(dataVersion),
})
export type DelayOffsets = Infer<typeof delayOffsets>

export const getAllDelayOffset = defineRequest({
  name: 'GET_ALL_DELAY_OFFSET',
  code: 45,
  readOnly: true,
  response: { body: jsonBody(delayOffsets) },
})
