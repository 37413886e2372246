/** GET_BROKER_EPOCH_CACHE 1007: only brokers with a controller have terms of masters, and the sandbox has none. */
import { getBrokerEpochCache } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'
import { Refused } from '../state/refused.ts'

export const getBrokerEpochCacheHandler = brokerHandler(getBrokerEpochCache, () => {
  throw new Refused('SYSTEM_ERROR', 'this request only for controllerMode ')
})
