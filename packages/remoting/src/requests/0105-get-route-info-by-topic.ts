/**
 * GET_ROUTEINFO_BY_TOPIC 105, to a name server: which brokers hold a topic, and how many queues each.
 *
 * Request fields: `topic`; `acceptStandardJsonOnly` (4.9.4 and later) asks for JSON without unquoted keys.
 * Body: `TopicRouteData`. Refused with TOPIC_NOT_EXIST (17) when no broker has registered the topic.
 * Defined in `remoting/protocol/header/namesrv/GetRouteInfoRequestHeader`, `remoting/protocol/route/*`;
 * answered by `namesrv/processor/ClientRequestProcessor`.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { bool, type Infer, int32, list, mapOf, object, optional, text } from '../protocol/shape.ts'
import { brokerData } from './shapes/broker-data.ts'
import { topicQueueMappingInfo } from './shapes/topic-queue-mapping.ts'

export const queueData = object({
  brokerName: text,
  readQueueNums: int32,
  writeQueueNums: int32,
  /** 4 read, 2 write, 1 inherit. */
  perm: int32,
  topicSysFlag: int32,
})
export type QueueData = Infer<typeof queueData>

export const topicRouteData = object({
  /** `brokerName:queues;…` for a topic ordered across brokers; absent for others. */
  orderTopicConf: optional(text),
  queueDatas: list(queueData),
  brokerDatas: list(brokerData),
  /** Servers that filtered for consumers up to 4.3; empty since. */
  filterServerTable: optional(mapOf(text, list(text))),
  /** Of a static topic (5.0 and later), by broker name. */
  topicQueueMappingByBroker: optional(mapOf(text, topicQueueMappingInfo)),
})
export type TopicRouteData = Infer<typeof topicRouteData>

export const getRouteInfoByTopic = defineRequest({
  name: 'GET_ROUTEINFO_BY_TOPIC',
  code: 105,
  readOnly: true,
  header: fields({ topic: text, acceptStandardJsonOnly: optional(bool) }),
  response: { body: jsonBody(topicRouteData) },
})
