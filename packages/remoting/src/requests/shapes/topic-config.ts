/**
 * A topic as one broker keeps it. Defined in `common/TopicConfig`, `common/TopicFilterType`, `common/constant/PermName`;
 * attribute names and values in `common/TopicAttributes`.
 */
import { bool, type Infer, int32, mapOf, object, text, word } from '../../protocol/shape.ts'

const topicFilterType = word('SINGLE_TAG', 'MULTI_TAG')

/** The fields, for the class that extends this one. */
export const topicConfigFields = {
  topicName: text,
  readQueueNums: int32,
  writeQueueNums: int32,
  /** 4 read, 2 write, 1 inherit: the template of topics that are created on the fly. */
  perm: int32,
  topicFilterType,
  /** Bits of `common/sysflag/TopicSysFlag`: 1 unit, 2 subscribed by a unit. */
  topicSysFlag: int32,
  /** Keeps the order of its messages by a fixed list of queues. */
  order: bool,
  /** `message.type`, `cleanup.policy` and the like; empty before 5.0. */
  attributes: mapOf(text, text),
}

export const topicConfig = object(topicConfigFields)
export type TopicConfig = Infer<typeof topicConfig>
