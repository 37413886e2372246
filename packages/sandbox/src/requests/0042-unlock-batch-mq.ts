/** UNLOCK_BATCH_MQ 42, as `broker/processor/AdminBrokerProcessor#unlockBatchMQ`. */
import { unlockBatchMq } from '@gantry/remoting/requests'
import { brokerHandler, DONE } from '../handler.ts'

export const unlockBatchMqHandler = brokerHandler(unlockBatchMq, ({ body }, broker) => {
  broker.locks.unlock(body.consumerGroup, body.clientId, body.mqSet)
  return DONE
})
