/** UPDATE_BROKER_CONFIG 25, as `broker/processor/AdminBrokerProcessor#updateBrokerConfig`. */
import { updateBrokerConfig } from '@gantry/remoting/requests'
import { brokerHandler, DONE } from '../handler.ts'

export const updateBrokerConfigHandler = brokerHandler(updateBrokerConfig, ({ body }, broker) => {
  broker.settings.update(body)
  // What the name server shows of each topic depends on it.
  if (body.has('brokerPermission')) broker.announceAll()
  return DONE
})
