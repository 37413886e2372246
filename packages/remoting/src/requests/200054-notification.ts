/**
 * NOTIFICATION 200054: waits until POP would find a message, without taking it. Since 5.0.
 *
 * Request fields: `consumerGroup`; `topic`; `queueId`, -1 for any; `pollTime`, how long the broker may hold the request
 * (ms); `bornTime`, from when on that counts (ms), 0 for now by the broker's clock; `order` and `attemptId` (5.1.2 and
 * later) as with POP_MESSAGE; `expType` and `exp`, the filter (5.5 and later).
 * The answer tells whether there is a message; `pollingFull` (5.3.2 and later) that too many requests wait.
 * Defined in `remoting/protocol/header/NotificationRequestHeader` and `NotificationResponseHeader`; answered by
 * `broker/processor/NotificationProcessor`.
 * Refusals: as POP_MESSAGE 200050.
 */
import { fields } from '../protocol/fields.ts'
import { defineRequest } from '../protocol/layout.ts'
import { bool, int32, millis, optional, text, withDefault } from '../protocol/shape.ts'
import { topicRpcFields } from './shapes/rpc-fields.ts'
import { expressionType } from './shapes/subscription-data.ts'

export const notification = defineRequest({
  name: 'NOTIFICATION',
  code: 200054,
  readOnly: true,
  header: fields({
    consumerGroup: text,
    topic: text,
    queueId: int32,
    pollTime: millis,
    bornTime: millis,
    order: optional(bool),
    attemptId: optional(text),
    expType: optional(expressionType),
    exp: optional(text),
    ...topicRpcFields,
  }),
  response: { header: fields({ hasMsg: bool, pollingFull: withDefault(bool, false) }) },
})
