/** REGISTER_TOPIC_IN_NAMESRV 217, as `namesrv/processor/DefaultRequestProcessor#registerTopicToNamesrv`. */
import { registerTopicInNamesrv } from '@gantry/remoting/requests'
import { DONE, nameServerHandler } from '../handler.ts'

export const registerTopicInNamesrvHandler = nameServerHandler(
  registerTopicInNamesrv,
  ({ header, body }, nameServer) => {
    nameServer.registerTopic(header.topic, body.queueDatas)
    return DONE
  },
)
