/** LOCK_BATCH_MQ 41, as `broker/processor/AdminBrokerProcessor#lockBatchMQ`. */
import { lockBatchMq } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'

export const lockBatchMqHandler = brokerHandler(lockBatchMq, ({ body }, broker) => ({
  header: {},
  body: { lockOKMQSet: broker.locks.lock(body.consumerGroup, body.clientId, body.mqSet) },
}))
