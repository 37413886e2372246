/**
 * INVOKE_BROKER_TO_RESET_OFFSET 222: sets the offsets of a group on one topic back or forward, in one of two ways.
 *
 * Server-side (`useServerSideResetOffset`: 5.1 and later, on by default since 5.2): the broker keeps the new offsets and
 * hands them out with the group's next pull, whether consumers are online or not. `isForce` does not count.
 * By the consumers (else): the broker works out the offsets and sends them to every consumer of the group that is
 * online, with RESET_CONSUMER_CLIENT_OFFSET 220. To tell it that consumers are C++ clients, the request has to come
 * with language CPP.
 *
 * Request fields: `shapes/reset-offset`; where the consumers do it, `queueId` and `offset` are ignored, and every queue
 * of the topic is reset by `timestamp`. Body of the answer: the new offset of each queue.
 * Defined in `remoting/protocol/header/ResetOffsetRequestHeader` and `remoting/protocol/body/ResetOffsetBody`; answered
 * by `broker/processor/AdminBrokerProcessor#resetOffset`.
 * Refusals: TOPIC_NOT_EXIST 17; SUBSCRIPTION_GROUP_NOT_EXIST 26; CONSUMER_NOT_ONLINE 206 (by the consumers);
 * SYSTEM_ERROR 1 for an offset that the queue does not hold, from a replica, or (by the consumers) for a group that has
 * no offset yet.
 */
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { resetOffsetBody, resetOffsetHeader } from './shapes/reset-offset.ts'

export const invokeBrokerToResetOffset = defineRequest({
  name: 'INVOKE_BROKER_TO_RESET_OFFSET',
  code: 222,
  header: resetOffsetHeader,
  response: { body: jsonBody(resetOffsetBody) },
})
