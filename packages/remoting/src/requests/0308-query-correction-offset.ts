/**
 * QUERY_CORRECTION_OFFSET 308: the lowest offset that any group has stored, per queue of a topic on one broker;
 * 2^63-1 where `compareGroup` itself is behind it.
 *
 * Request fields: `topic`; `compareGroup`; `filterGroups`, groups with commas between to be left out of the reckoning.
 * @NOTE A broker leaves the groups of `filterGroups` out by deleting their offsets, in every topic and for good (still
 * so in 5.5.0). Hence no read, and a client should not send the field.
 * Body: `QueryCorrectionOffsetBody` { `correctionOffsets`: queueId to offset }.
 * Defined in `remoting/protocol/header/QueryCorrectionOffsetHeader`, `remoting/protocol/body/QueryCorrectionOffsetBody`;
 * answered by `broker/processor/AdminBrokerProcessor#queryCorrectionOffset`.
 * Refusals: SYSTEM_ERROR 1 with a Java exception when `compareGroup` has offsets only in queues where they are older
 * than the oldest message.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { int32, int64, mapOf, object, optional, text } from '../protocol/shape.ts'

export const queryCorrectionOffset = defineRequest({
  name: 'QUERY_CORRECTION_OFFSET',
  code: 308,
  header: fields({ topic: text, compareGroup: text, filterGroups: optional(text) }),
  response: { body: jsonBody(object({ correctionOffsets: mapOf(int32, int64) })) },
})
