/** UNREGISTER_CLIENT 35, as `broker/processor/ClientManageProcessor#unregisterClient`. */
import { unregisterClient } from '@gantry/remoting/requests'
import { brokerHandler, DONE } from '../handler.ts'

export const unregisterClientHandler = brokerHandler(unregisterClient, ({ header, client }, broker) => {
  const { producerGroup, consumerGroup } = header
  if (producerGroup !== undefined) broker.clients.unregisterProducer(producerGroup, client)
  if (consumerGroup !== undefined) {
    const isNotifying = broker.groups.all().get(consumerGroup)?.notifyConsumerIdsChangedEnable ?? true
    broker.clients.unregisterConsumer(consumerGroup, client, isNotifying)
  }
  return DONE
})
