/**
 * QUERY_CONSUME_QUEUE 321: entries of one queue's index into the commit log.
 *
 * Request fields: `topic`; `queueId`; `index`, the queue offset to begin at; `count`, entries at most;
 * `consumerGroup`, to have the entries judged by the filter of a group that is online.
 * Body: `QueryConsumeQueueResponseBody`; left out, with SUCCESS, when the queue holds nothing at `index`.
 * Defined in `remoting/protocol/header/QueryConsumeQueueRequestHeader`,
 * `remoting/protocol/body/QueryConsumeQueueResponseBody` and `ConsumeQueueData`; answered by
 * `broker/processor/AdminBrokerProcessor#queryConsumeQueue`.
 * Refusals: SYSTEM_ERROR 1 for a queue that does not exist.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest, optionalJsonBody } from '../protocol/layout.ts'
import {
  bool,
  type Infer,
  int32,
  int64,
  list,
  object,
  optional,
  text,
  withDefault,
} from '../protocol/shape.ts'
import { topicRpcFields } from './shapes/rpc-fields.ts'
import { subscriptionData } from './shapes/subscription-data.ts'

const consumeQueueData = object({
  /** Place in the commit log. */
  physicOffset: int64,
  /** Bytes of the record. */
  physicSize: int32,
  /** Hash of the message's tag; in a delay queue the time it is due. */
  tagsCode: int64,
  extendDataJson: optional(text),
  bitMap: optional(text),
  /** The filter of `consumerGroup` lets it pass; judged for entries with an extension only. */
  eval: withDefault(bool, false),
  msg: optional(text),
})

export const consumeQueueEntries = object({
  subscriptionData: optional(subscriptionData),
  /** The group's compiled filter as JSON, or why there is none. */
  filterData: optional(text),
  queueData: list(consumeQueueData),
  maxQueueIndex: int64,
  minQueueIndex: int64,
})
export type ConsumeQueueEntries = Infer<typeof consumeQueueEntries>

export const queryConsumeQueue = defineRequest({
  name: 'QUERY_CONSUME_QUEUE',
  code: 321,
  readOnly: true,
  header: fields({
    topic: text,
    queueId: int32,
    index: int64,
    count: int32,
    consumerGroup: optional(text),
    ...topicRpcFields,
  }),
  response: { body: optionalJsonBody(consumeQueueEntries) },
})
