/**
 * QUERY_CONSUME_TIME_SPAN 303: the same as consume stats, in time: how old the messages are between which a group
 * stands, per queue of one broker.
 *
 * Request fields: `topic`, `group`. Body: `QueryConsumeTimeSpanBody` { `consumeTimeSpanSet` }.
 * Defined in `remoting/protocol/header/QueryConsumeTimeSpanRequestHeader`, `remoting/protocol/body/QueueTimeSpan`;
 * answered by `broker/processor/AdminBrokerProcessor#queryConsumeTimeSpan`.
 * Refusals: TOPIC_NOT_EXIST 17.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { type Infer, list, millis, object, text } from '../protocol/shape.ts'
import { messageQueue } from './shapes/message-queue.ts'

/** Times are store times in ms; -1 where there is no message to take one from. */
export const queueTimeSpan = object({
  messageQueue,
  /** Of the oldest message. */
  minTimeStamp: millis,
  /** Of the newest message. */
  maxTimeStamp: millis,
  /** Of the last message that the group consumed; of the oldest when it has consumed none. */
  consumeTimeStamp: millis,
  /** How long the next message has been waiting (ms); 0 when there is none. */
  delayTime: millis,
})
export type QueueTimeSpan = Infer<typeof queueTimeSpan>

export const queryConsumeTimeSpan = defineRequest({
  name: 'QUERY_CONSUME_TIME_SPAN',
  code: 303,
  readOnly: true,
  header: fields({ topic: text, group: text }),
  response: { body: jsonBody(object({ consumeTimeSpanSet: list(queueTimeSpan) })) },
})
