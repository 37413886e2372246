/** GET_ROUTEINFO_BY_TOPIC 105, as `namesrv/processor/ClientRequestProcessor`. */
import { getRouteInfoByTopic } from '@gantry/remoting/requests'
import { nameServerHandler } from '../handler.ts'
import { Refused, SEE_FAQ } from '../state/refused.ts'

export const getRouteInfoByTopicHandler = nameServerHandler(getRouteInfoByTopic, ({ header }, nameServer) => {
  const route = nameServer.route(header.topic)
  if (route === undefined) {
    const remark = `No topic route info in name server for the topic: ${header.topic}${SEE_FAQ}`
    throw new Refused('TOPIC_NOT_EXIST', remark)
  }
  return { header: {}, body: route }
})
