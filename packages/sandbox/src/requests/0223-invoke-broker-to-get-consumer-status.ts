/** INVOKE_BROKER_TO_GET_CONSUMER_STATUS 223, as `broker/client/net/Broker2Client#getConsumeStatus`. */
import { invokeBrokerToGetConsumerStatus } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'
import { Refused } from '../state/refused.ts'
import { askOffsets, type HeldOffsets } from './0221-get-consumer-status-from-client.ts'

export const invokeBrokerToGetConsumerStatusHandler = brokerHandler(
  invokeBrokerToGetConsumerStatus,
  async ({ header }, broker) => {
    const { topic, group, clientAddr: clientId = '' } = header
    const members = broker.clients.consumerGroup(group)?.members() ?? []
    if (members.length === 0) {
      throw new Refused('SYSTEM_ERROR', `No Any Consumer online in the consumer group: [${group}]`)
    }
    const asked = members.filter(member => clientId === '' || member.clientId === clientId)
    const told = await Promise.all(
      asked.map(async member => [member.clientId, await askOffsets(member, group, topic)] as const),
    )
    const consumerTable = told.flatMap(
      ([id, offsets]): Array<[string, HeldOffsets]> => (offsets ? [[id, offsets]] : []),
    )
    return { header: {}, body: { messageQueueTable: [], consumerTable: new Map(consumerTable) } }
  },
)
