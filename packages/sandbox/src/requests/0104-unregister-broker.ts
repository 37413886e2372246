/** UNREGISTER_BROKER 104, as `namesrv/processor/DefaultRequestProcessor#unregisterBroker`. */
import { unregisterBroker } from '@gantry/remoting/requests'
import { DONE, nameServerHandler } from '../handler.ts'

export const unregisterBrokerHandler = nameServerHandler(unregisterBroker, ({ header }, nameServer) => {
  nameServer.unregister(header.brokerName, header.brokerAddr, header.brokerId)
  return DONE
})
