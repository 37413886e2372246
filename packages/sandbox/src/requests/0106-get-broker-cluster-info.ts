/** GET_BROKER_CLUSTER_INFO 106, as `namesrv/processor/DefaultRequestProcessor#getBrokerClusterInfo`. */
import { getBrokerClusterInfo } from '@gantry/remoting/requests'
import { nameServerHandler } from '../handler.ts'

export const getBrokerClusterInfoHandler = nameServerHandler(getBrokerClusterInfo, (_call, nameServer) => {
  const brokers = [...nameServer.allBrokers()]
  const clusters = [...nameServer.allClusters()]
  return {
    header: {},
    body: {
      brokerAddrTable: new Map(
        brokers.map(([name, broker]) => [name, { ...broker, enableActingMaster: false }]),
      ),
      clusterAddrTable: new Map(clusters.map(([name, brokerNames]) => [name, [...brokerNames]])),
    },
  }
})
