/**
 * HEART_BEAT 34: a client tells a broker which groups it produces and consumes for. Brokers forget a client after
 * 120 s without one.
 *
 * No request fields. Body: `HeartbeatData`.
 * The answer (5.1.3 and later) tells whether the broker takes the short form: a client that knows it sends the
 * fingerprint of its subscriptions, and next time leaves those out (`withoutSub`) unless IS_SUB_CHANGE came back true.
 * Defined in `remoting/protocol/heartbeat/HeartbeatData`, field names of the answer in `common/MixAll`; answered by
 * `broker/processor/ClientManageProcessor#heartBeat`.
 * Refusals: NO_PERMISSION 16 by ACL. A group that does not exist is skipped without a word.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest, jsonBody } from '../protocol/layout.ts'
import { bool, type Infer, int32, list, object, optional, text, withDefault } from '../protocol/shape.ts'
import { consumerData } from './shapes/consumer-data.ts'

export const heartbeatData = object({
  clientID: text,
  producerDataSet: list(object({ groupName: text })),
  consumerDataSet: list(consumerData),
  /** Hash of all but the client's ID and the versions of its subscriptions; 0 for the long form. */
  heartbeatFingerprint: withDefault(int32, 0),
  withoutSub: withDefault(bool, false),
})
export type HeartbeatData = Infer<typeof heartbeatData>

export const heartBeat = defineRequest({
  name: 'HEART_BEAT',
  code: 34,
  body: jsonBody(heartbeatData),
  response: {
    header: fields({ IS_SUPPORT_HEART_BEAT_V2: optional(bool), IS_SUB_CHANGE: optional(bool) }),
  },
})
