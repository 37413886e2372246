/**
 * LITE_PULL_MESSAGE 361: PULL_MESSAGE from another thread pool of the broker, for consumers that pull many queues with
 * little in them. Since 5.0; clients send it when their subscription sets bit 16 of `sysFlag`.
 *
 * Request fields and answer as with PULL_MESSAGE 11.
 * Answered by `broker/processor/PullMessageProcessor`.
 * Refusals: as PULL_MESSAGE, and NO_PERMISSION 16 where `litePullMessageEnable` is off.
 */
import { bytesBody, defineRequest } from '../protocol/layout.ts'
import { PULLED_NOTHING, pullMessageHeader, pullMessageResponseHeader } from './shapes/pull-message-header.ts'

export const litePullMessage = defineRequest({
  name: 'LITE_PULL_MESSAGE',
  code: 361,
  readOnly: true,
  header: pullMessageHeader,
  response: { header: pullMessageResponseHeader, body: bytesBody, alsoAccepts: PULLED_NOTHING },
})
