/** GET_BROKER_CONFIG 26, as `broker/processor/AdminBrokerProcessor#getBrokerConfig`. */
import { getBrokerConfig } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'

export const getBrokerConfigHandler = brokerHandler(getBrokerConfig, (_call, { settings }) => ({
  header: { version: settings.dataVersion },
  body: settings.all(),
}))
