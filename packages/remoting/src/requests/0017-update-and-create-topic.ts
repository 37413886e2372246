/**
 * UPDATE_AND_CREATE_TOPIC 17: makes a topic on one broker, or changes it.
 *
 * Request fields: `topic`; `defaultTopic`, ignored by brokers but required; queue counts; `perm` (4 read, 2 write,
 * 1 inherit); `topicFilterType`; `topicSysFlag`; `order`, ignored before 5.1; `attributes` as `+name=value,-name`
 * (5.0 and later), where what is not named stays; `force`, which nobody reads.
 * All but the attributes is replaced as a whole.
 * Defined in `remoting/protocol/header/CreateTopicRequestHeader`, attributes in `common/attribute/AttributeParser`;
 * answered by `broker/processor/AdminBrokerProcessor#updateAndCreateTopic`.
 * Refusals: INVALID_PARAMETER 29 (SYSTEM_ERROR 1 before 5.3.2) for an illegal name, a system topic or a message type
 * that the broker does not take; SYSTEM_ERROR 1 for an attribute that is unknown, or fixed once the topic exists, and
 * from replicas before 5.1.4.
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
