/** ADD_WRITE_PERM_OF_BROKER 327, as `namesrv/processor/DefaultRequestProcessor#addWritePermOfBroker`. */
import { addWritePermOfBroker } from '@gantry/remoting/requests'
import { nameServerHandler } from '../handler.ts'

export const addWritePermOfBrokerHandler = nameServerHandler(
  addWritePermOfBroker,
  ({ header }, nameServer) => {
    return { header: { addTopicCount: nameServer.setWritePerm(header.brokerName, true) }, body: undefined }
  },
)
