/**
 * Where a static topic (5.0 and later) keeps its queues: their numbers stay while they move between brokers.
 * Defined in `remoting/protocol/statictopic/TopicQueueMappingInfo`, `TopicQueueMappingDetail`, `LogicQueueMappingItem`.
 */
import { bool, int32, int64, list, mapOf, object, optional, text } from '../../protocol/shape.ts'

const mappingInfo = {
  topic: text,
  /** `__global__` unless queues of several clusters are joined. */
  scope: optional(text),
  /** Queues of the topic on all brokers together. */
  totalQueues: int32,
  /** Name of the broker that this mapping belongs to. */
  bname: text,
  /** Generation of the mapping: a lower one is out of date. */
  epoch: int64,
  dirty: bool,
  /** Queue of the topic to queue of the broker, for those the broker holds now. */
  currIdMap: optional(mapOf(int32, int32)),
}

/** What a name server is told. */
export const topicQueueMappingInfo = object(mappingInfo)

const logicQueueMappingItem = object({
  /** Grows by one with each move. */
  gen: int32,
  /** Queue of the broker. */
  queueId: int32,
  bname: text,
  /** Offset in the topic's queue where this piece begins; -1 while the move is under way. */
  logicOffset: int64,
  /** First offset in the broker's queue. */
  startOffset: int64,
  /** Offset behind the last in the broker's queue; -1 for the piece still written to. */
  endOffset: int64,
  /** Reserved: -1. */
  timeOfStart: int64,
  /** Reserved: -1. */
  timeOfEnd: int64,
})

/** What a broker keeps: also the pieces that went before. */
export const topicQueueMappingDetail = object({
  ...mappingInfo,
  /** Queue of the topic to its pieces, oldest first. */
  hostedQueues: mapOf(int32, list(logicQueueMappingItem)),
})
