/** GET_BROKER_MEMBER_GROUP 901, as `namesrv/processor/DefaultRequestProcessor#getBrokerMemberGroup`. */
import { getBrokerMemberGroup } from '@gantry/remoting/requests'
import { nameServerHandler } from '../handler.ts'

export const getBrokerMemberGroupHandler = nameServerHandler(
  getBrokerMemberGroup,
  ({ header }, nameServer) => {
    const { clusterName, brokerName } = header
    const brokerAddrs = nameServer.allBrokers().get(brokerName)?.brokerAddrs ?? new Map<number, string>()
    return { header: {}, body: { brokerMemberGroup: { cluster: clusterName, brokerName, brokerAddrs } } }
  },
)
