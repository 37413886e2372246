/** GET_MAX_OFFSET 30, as `broker/processor/AdminBrokerProcessor#getMaxOffset`: 0 also for a queue that does not exist. */
import { getMaxOffset } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'

export const getMaxOffsetHandler = brokerHandler(
  getMaxOffset,
  ({ header: { topic, queueId } }, { store }) => ({
    header: { offset: BigInt(store.maxOffset(topic, queueId)) },
    body: undefined,
  }),
)
