/**
 * CLEAN_EXPIRED_CONSUMEQUEUE 306: has a broker remove the queue files whose messages are gone from its commit log.
 *
 * No fields, no body. Defined in `broker/processor/AdminBrokerProcessor#cleanExpiredConsumeQueue`.
 */
import { defineRequest } from '../protocol/layout.ts'

export const cleanExpiredConsumeQueue = defineRequest({ name: 'CLEAN_EXPIRED_CONSUMEQUEUE', code: 306 })
