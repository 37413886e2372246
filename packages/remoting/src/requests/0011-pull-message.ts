/**
 * PULL_MESSAGE 11: messages of one queue from an offset on. With bit 2 of `sysFlag` the broker holds the request
 * until a message comes or `suspendTimeoutMillis` is over.
 *
 * Request fields: `shapes/pull-message-header`.
 * The answer holds the offset to pull next and the queue's bounds; its body is a run of stored messages. Without a
 * body it comes with PULL_NOT_FOUND 19 (nothing there yet), PULL_RETRY_IMMEDIATELY 20 (nothing matched: go on at
 * `nextBeginOffset`) or PULL_OFFSET_MOVED 21 (out of bounds, or the group's offset was reset: go on there as well).
 * Defined in `remoting/protocol/header/PullMessageRequestHeader` and `PullMessageResponseHeader`; answered by
 * `broker/processor/PullMessageProcessor`.
 * Refusals: SUBSCRIPTION_GROUP_NOT_EXIST 26, TOPIC_NOT_EXIST 17, NO_PERMISSION 16, SUBSCRIPTION_NOT_EXIST 24 for a
 * group that is not online (unless `subscription` is given), SUBSCRIPTION_NOT_LATEST 25, SUBSCRIPTION_PARSE_FAILED 23,
 * for a queue that does not exist INVALID_PARAMETER 29 (SYSTEM_ERROR 1 in older releases).
 */
import { bytesBody, defineRequest } from '../protocol/layout.ts'
import { PULLED_NOTHING, pullMessageHeader, pullMessageResponseHeader } from './shapes/pull-message-header.ts'

export const pullMessage = defineRequest({
  name: 'PULL_MESSAGE',
  code: 11,
  // It may commit `commitOffset`, but committing the same again changes nothing.
  readOnly: true,
  header: pullMessageHeader,
  response: { header: pullMessageResponseHeader, body: bytesBody, alsoAccepts: PULLED_NOTHING },
})
