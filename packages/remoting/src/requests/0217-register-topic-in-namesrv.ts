/**
 * REGISTER_TOPIC_IN_NAMESRV 217, to each name server: tells queues of a topic for brokers that it knows. Since 5.0;
 * a name server before that gives no answer at all. The broker's next registration has the last word.
 *
 * Request fields: `topic`. Body: `TopicRouteData`, of which only `queueDatas` count; a queue of an unknown broker
 * makes the name server ignore the rest, with SUCCESS.
 * Defined in `remoting/protocol/header/namesrv/RegisterTopicRequestHeader`; answered by
 * `namesrv/processor/DefaultRequestProcessor#registerTopicToNamesrv`.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { text } from '../protocol/shape.ts'
import { topicRouteData } from './0105-get-route-info-by-topic.ts'

export const registerTopicInNamesrv = defineRequest({
  name: 'REGISTER_TOPIC_IN_NAMESRV',
  code: 217,
  header: fields({ topic: text }),
  body: jsonBody(topicRouteData),
})
