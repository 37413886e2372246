/** POLLING_INFO 200055, as `broker/processor/PollingInfoProcessor`. */
import { pollingInfo } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'
import { checkPop } from '../messaging/check-pop.ts'

export const pollingInfoHandler = brokerHandler(pollingInfo, ({ header, client }, broker) => {
  checkPop(header, client, broker)
  const { topic, consumerGroup: group, queueId } = header
  return { header: { pollingNum: broker.pop.held.count({ topic, group, queueId }) }, body: undefined }
})
