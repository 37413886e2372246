/** GET_ALL_PRODUCER_INFO 328, as `broker/processor/AdminBrokerProcessor#getAllProducerInfo`. */
import { getAllProducerInfo } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'
import { connectionOf } from '../state/client-link.ts'

export const getAllProducerInfoHandler = brokerHandler(getAllProducerInfo, (_call, { clients }) => {
  const data = [...clients.producerGroups()].map(([group, members]) => {
    const infos = [...members.values()].map(member => {
      const { clientId, clientAddr, language, version } = connectionOf(member)
      // With a slash, as Java writes an address that has no name.
      const { lastUpdateTimestamp } = member
      return { clientId, remoteIP: `/${clientAddr}`, language, version, lastUpdateTimestamp }
    })
    return [group, infos] as const
  })
  return { header: {}, body: { data: new Map(data) } }
})
