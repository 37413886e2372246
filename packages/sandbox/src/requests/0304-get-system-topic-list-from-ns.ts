/** GET_SYSTEM_TOPIC_LIST_FROM_NS 304: the names of clusters and brokers, as `namesrv/routeinfo/RouteInfoManager#getSystemTopicList`. */
import { getSystemTopicListFromNs } from '@gantry/remoting/requests'
import { nameServerHandler } from '../handler.ts'

export const getSystemTopicListFromNsHandler = nameServerHandler(
  getSystemTopicListFromNs,
  (_call, nameServer) => {
    const topicList = [...nameServer.allClusters()].flatMap(([cluster, brokerNames]) => [
      cluster,
      ...brokerNames,
    ])
    const [first] = nameServer.allBrokers().values()
    const [brokerAddr] = first?.brokerAddrs.values() ?? []
    return { header: {}, body: { topicList, ...(brokerAddr !== undefined && { brokerAddr }) } }
  },
)
