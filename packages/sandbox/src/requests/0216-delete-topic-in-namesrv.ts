/** DELETE_TOPIC_IN_NAMESRV 216, as `namesrv/processor/DefaultRequestProcessor#deleteTopicInNamesrv`. */
import { deleteTopicInNamesrv } from '@gantry/remoting/requests'
import { DONE, nameServerHandler } from '../handler.ts'

export const deleteTopicInNamesrvHandler = nameServerHandler(
  deleteTopicInNamesrv,
  ({ header }, nameServer) => {
    nameServer.deleteTopic(header.topic, header.clusterName === '' ? undefined : header.clusterName)
    return DONE
  },
)
