/** DELETE_EXPIRED_COMMITLOG 329: drops messages older than `fileReservedTime` at once. */
import { deleteExpiredCommitLog } from '@gantry/remoting/requests'
import { brokerHandler, DONE } from '../handler.ts'

export const deleteExpiredCommitLogHandler = brokerHandler(deleteExpiredCommitLog, (_call, broker) => {
  broker.dropExpired()
  return DONE
})
