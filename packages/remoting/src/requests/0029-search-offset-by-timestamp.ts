/**
 * SEARCH_OFFSET_BY_TIMESTAMP 29: the queue offset of the message stored at a time.
 *
 * Request fields: `topic`; `queueId`; `timestamp`, store time in ms; `boundaryType` (5.1.4 and later), of several
 * messages stored in that millisecond the first (`LOWER`, as without it) or the last (`UPPER`); `liteTopic` (5.5 and
 * later).
 * The answer holds the offset of the first message stored then or later; the queue's end when all are older.
 * Defined in `remoting/protocol/header/SearchOffsetRequestHeader`, `SearchOffsetResponseHeader` and
 * `common/BoundaryType`; answered by `broker/processor/AdminBrokerProcessor#searchOffsetByTimestamp`.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest } from '../protocol/layout.ts'
import { int32, int64, millis, optional, text, word } from '../protocol/shape.ts'
import { topicRpcFields } from './shapes/rpc-fields.ts'

export const searchOffsetByTimestamp = defineRequest({
  name: 'SEARCH_OFFSET_BY_TIMESTAMP',
  code: 29,
  readOnly: true,
  header: fields({
    topic: text,
    liteTopic: optional(text),
    queueId: int32,
    timestamp: millis,
    boundaryType: optional(word('LOWER', 'UPPER')),
    ...topicRpcFields,
  }),
  response: { header: fields({ offset: int64 }) },
})
