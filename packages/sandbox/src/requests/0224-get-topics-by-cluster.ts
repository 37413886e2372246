/** GET_TOPICS_BY_CLUSTER 224, as `namesrv/processor/DefaultRequestProcessor#getTopicsByCluster`. */
import { getTopicsByCluster } from '@gantry/remoting/requests'
import { nameServerHandler } from '../handler.ts'

export const getTopicsByClusterHandler = nameServerHandler(getTopicsByCluster, ({ header }, nameServer) => ({
  header: {},
  body: { topicList: nameServer.topicsOf(header.cluster) },
}))
