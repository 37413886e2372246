/**
 * DELETE_EXPIRED_COMMITLOG 329: has a broker look for commit log files past their time (`fileReservedTime`) now, and
 * not at the hour set for it (`deleteWhen`). Since 4.9.4. SUCCESS means that it was told.
 *
 * No fields, no body. Defined in `broker/processor/AdminBrokerProcessor#deleteExpiredCommitLog`.
 */
import { defineRequest } from '../protocol/layout.ts'

export const deleteExpiredCommitLog = defineRequest({ name: 'DELETE_EXPIRED_COMMITLOG', code: 329 })
