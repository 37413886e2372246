/**
 * GET_CONSUME_STATS 208: how far a group has come, per queue of one broker.
 *
 * Request fields: `consumerGroup`; `topic`, empty or absent for all topics of the group; `topicList`, topics with `;`
 * between, which since 5.3.2 goes before `topic` and which older brokers do not know. While the group is connected,
 * topics that it does not subscribe to are left out, unless named in `topicList`; an unknown topic is left out, too.
 * Body: `ConsumeStats` { `offsetTable`: map keyed by MessageQueue, `consumeTps`: messages/s }.
 * Defined in `remoting/protocol/header/GetConsumeStatsRequestHeader`, `remoting/protocol/admin/ConsumeStats`;
 * answered by `broker/processor/AdminBrokerProcessor#getConsumeStats`.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { double, type Infer, int64, millis, object, optional, pairs, text } from '../protocol/shape.ts'
import { messageQueue } from './shapes/message-queue.ts'

const offsetWrapper = object({
  /** Offset that the next stored message will get. */
  brokerOffset: int64,
  /** Offset that the group consumes next. */
  consumerOffset: int64,
  /** Offset that the group pulls next; unknown to brokers before 5.0. */
  pullOffset: optional(int64),
  /** Store time (ms) of the last consumed message; 0 when unknown. */
  lastTimestamp: millis,
})

export const consumeStats = object({ offsetTable: pairs(messageQueue, offsetWrapper), consumeTps: double })
export type ConsumeStats = Infer<typeof consumeStats>

export const getConsumeStats = defineRequest({
  name: 'GET_CONSUME_STATS',
  code: 208,
  readOnly: true,
  header: fields({ consumerGroup: text, topic: optional(text), topicList: optional(text) }),
  response: { body: jsonBody(consumeStats) },
})
