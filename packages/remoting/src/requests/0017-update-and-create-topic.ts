/**
 * UPDATE_AND_CREATE_TOPIC 17: makes a topic on one broker, or changes it.
 *
 * Request fields: `topic`; `defaultTopic`, ignored by brokers but required; queue counts; `perm` (4 read, 2 write,
 * 1 inherit); `topicFilterType`; `topicSysFlag`; `order`; `attributes` as `+name=value,-name` (5.0 and later).
 * Defined in `remoting/protocol/header/CreateTopicRequestHeader`; answered by
 * `broker/processor/AdminBrokerProcessor#updateAndCreateTopic`.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest } from '../protocol/layout.ts'
import { bool, int32, optional, text } from '../protocol/shape.ts'

export const updateAndCreateTopic = defineRequest({
  name: 'UPDATE_AND_CREATE_TOPIC',
  code: 17,
  header: fields({
    topic: text,
    defaultTopic: text,
    readQueueNums: int32,
    writeQueueNums: int32,
    perm: int32,
    topicFilterType: text,
    topicSysFlag: optional(int32),
    order: bool,
    attributes: optional(text),
    force: optional(bool),
  }),
})
