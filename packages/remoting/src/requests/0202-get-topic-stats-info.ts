/**
 * GET_TOPIC_STATS_INFO 202: oldest and newest message of each queue of a topic on one broker.
 *
 * Request fields: `topic`. Body: `TopicStatsTable` { `offsetTable`: map keyed by MessageQueue, `topicPutTps` }.
 * Defined in `remoting/protocol/header/GetTopicStatsInfoRequestHeader`, `remoting/protocol/admin/TopicStatsTable`,
 * `TopicOffset`; answered by `broker/processor/AdminBrokerProcessor#getTopicStatsInfo`.
 * Refusals: TOPIC_NOT_EXIST 17.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { double, type Infer, int64, millis, object, pairs, text, withDefault } from '../protocol/shape.ts'
import { messageQueue } from './shapes/message-queue.ts'

export const topicOffset = object({
  /** Offset of the oldest message kept. */
  minOffset: int64,
  /** Offset that the next stored message will get. */
  maxOffset: int64,
  /** Store time (ms) of the newest message; 0 when there is none, -1 when it is gone. */
  lastUpdateTimestamp: millis,
})
export type TopicOffset = Infer<typeof topicOffset>

export const topicStatsTable = object({
  offsetTable: pairs(messageQueue, topicOffset),
  /** Messages stored a second over the last minute; 0 before 5.3.3. */
  topicPutTps: withDefault(double, 0),
})
export type TopicStatsTable = Infer<typeof topicStatsTable>

export const getTopicStatsInfo = defineRequest({
  name: 'GET_TOPIC_STATS_INFO',
  code: 202,
  readOnly: true,
  header: fields({ topic: text }),
  response: { body: jsonBody(topicStatsTable) },
})
