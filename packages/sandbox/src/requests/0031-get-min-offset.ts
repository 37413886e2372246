/** GET_MIN_OFFSET 31, as `broker/processor/AdminBrokerProcessor#getMinOffset`. */
import { getMinOffset } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'

export const getMinOffsetHandler = brokerHandler(
  getMinOffset,
  ({ header: { topic, queueId } }, { store }) => ({
    header: { offset: BigInt(store.minOffset(topic, queueId)) },
    body: undefined,
  }),
)
