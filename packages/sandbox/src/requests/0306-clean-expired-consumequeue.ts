/** CLEAN_EXPIRED_CONSUMEQUEUE 306. The index of a queue never holds what the log has dropped, so there is nothing to do. */
import { cleanExpiredConsumeQueue } from '@gantry/remoting/requests'
import { brokerHandler, DONE } from '../handler.ts'

export const cleanExpiredConsumeQueueHandler = brokerHandler(cleanExpiredConsumeQueue, () => DONE)
