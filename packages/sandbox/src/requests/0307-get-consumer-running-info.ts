/** GET_CONSUMER_RUNNING_INFO 307, handed on to the consumer, as `broker/processor/AdminBrokerProcessor#getConsumerRunningInfo`. */
import { getConsumerRunningInfo } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'
import { askConsumer } from '../messaging/relay.ts'

export const getConsumerRunningInfoHandler = brokerHandler(getConsumerRunningInfo, ({ header }, broker) =>
  askConsumer(broker, getConsumerRunningInfo, header, undefined),
)
