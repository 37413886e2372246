/**
 * CLEAN_UNUSED_TOPIC 316: has a broker remove the queue files of topics that it has no configuration of.
 *
 * No fields, no body. Defined in `broker/processor/AdminBrokerProcessor#cleanUnusedTopic`.
 */
import { defineRequest } from '../protocol/layout.ts'

export const cleanUnusedTopic = defineRequest({ name: 'CLEAN_UNUSED_TOPIC', code: 316 })
