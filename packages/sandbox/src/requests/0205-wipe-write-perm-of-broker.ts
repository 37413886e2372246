/** WIPE_WRITE_PERM_OF_BROKER 205, as `namesrv/processor/DefaultRequestProcessor#wipeWritePermOfBroker`. */
import { wipeWritePermOfBroker } from '@gantry/remoting/requests'
import { nameServerHandler } from '../handler.ts'

export const wipeWritePermOfBrokerHandler = nameServerHandler(
  wipeWritePermOfBroker,
  ({ header }, nameServer) => {
    return { header: { wipeTopicCount: nameServer.setWritePerm(header.brokerName, false) }, body: undefined }
  },
)
