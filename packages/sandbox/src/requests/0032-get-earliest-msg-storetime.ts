/** GET_EARLIEST_MSG_STORETIME 32, as `broker/processor/AdminBrokerProcessor#getEarliestMsgStoretime`. */
import { getEarliestMsgStoreTime } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'

export const getEarliestMsgStoreTimeHandler = brokerHandler(
  getEarliestMsgStoreTime,
  ({ header }, { store }) => {
    const { topic, queueId } = header
    const timestamp = store.storeTimestampAt(topic, queueId, store.minOffset(topic, queueId))
    return { header: { timestamp }, body: undefined }
  },
)
