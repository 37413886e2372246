/** GET_ALL_TOPIC_LIST_FROM_NAMESERVER 206, as `namesrv/processor/DefaultRequestProcessor#getAllTopicListFromNameserver`. */
import { getAllTopicListFromNameserver } from '@gantry/remoting/requests'
import { nameServerHandler } from '../handler.ts'

export const getAllTopicListFromNameserverHandler = nameServerHandler(
  getAllTopicListFromNameserver,
  (_call, nameServer) => ({ header: {}, body: { topicList: nameServer.topics() } }),
)
