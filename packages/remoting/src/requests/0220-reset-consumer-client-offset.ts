/**
 * RESET_CONSUMER_CLIENT_OFFSET 220: a broker tells a consumer where to go on. It is sent one-way.
 *
 * Request fields: `shapes/reset-offset`, of which `topic`, `group` and `timestamp` count. Body: the new offset of each
 * queue of that broker, in one of two forms: `ResetOffsetBody`, or `ResetOffsetBodyForC` when the reset was asked for
 * by a C++ client: two layouts.
 * Defined in `remoting/protocol/header/ResetOffsetRequestHeader` and `remoting/protocol/body/ResetOffsetBody`; sent by
 * `broker/client/net/Broker2Client#resetOffset`, taken by `client/impl/ClientRemotingProcessor#resetOffset`.
 */
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { resetOffsetBody, resetOffsetBodyForC, resetOffsetHeader } from './shapes/reset-offset.ts'

export const resetConsumerClientOffset = defineRequest({
  name: 'RESET_CONSUMER_CLIENT_OFFSET',
  code: 220,
  header: resetOffsetHeader,
  body: jsonBody(resetOffsetBody),
})

export const resetConsumerClientOffsetForC = defineRequest({
  name: 'RESET_CONSUMER_CLIENT_OFFSET',
  code: 220,
  header: resetOffsetHeader,
  body: jsonBody(resetOffsetBodyForC),
})
