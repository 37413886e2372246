/**
 * POP_MESSAGE 200050: takes messages of a topic for some time; what is not acknowledged until then is delivered again.
 * Since 5.0.
 *
 * Request fields: `consumerGroup`; `topic`; `queueId`, -1 for any; `maxMsgNums`, 1 to 32; `invisibleTime`, how long
 * the messages are hidden from others (ms); `pollTime`, how long the broker may hold the request (ms); `bornTime`,
 * from when on that counts (ms), 0 for now by the broker's clock; `initMode`, where a group without offsets begins
 * (0 first, 1 last); `expType` and `exp`, the filter; `order`, in order within a queue; `attemptId` (5.1.1 and later),
 * by which a broker knows a repeated request.
 * The answer holds what the handles of the messages are made of, see `shapes/pop-extra-info`; its body is a run of
 * stored messages. It comes without a body with POLLING_TIMEOUT 210 (nothing came), PULL_NOT_FOUND 19 (the same) or
 * POLLING_FULL 209 (nothing there, and too many requests wait).
 * Defined in `remoting/protocol/header/PopMessageRequestHeader` and `PopMessageResponseHeader`; answered by
 * `broker/processor/PopMessageProcessor`.
 * Refusals: TOPIC_NOT_EXIST 17, SUBSCRIPTION_GROUP_NOT_EXIST 26, NO_PERMISSION 16, SUBSCRIPTION_PARSE_FAILED 23;
 * INVALID_PARAMETER 29 (SYSTEM_ERROR 1 in older releases) for numbers out of range; SYSTEM_ERROR 1 where
 * `timerWheelEnable` is off.
 */
import { fields } from '../protocol/fields.ts'
import { bytesBody, defineRequest } from '../protocol/layout.ts'
import { bool, int32, millis, optional, text } from '../protocol/shape.ts'
import { popMessageResponseHeader } from './shapes/pop-message-response.ts'
import { topicRpcFields } from './shapes/rpc-fields.ts'
import { expressionType } from './shapes/subscription-data.ts'

const PULL_NOT_FOUND = 19
const POLLING_FULL = 209
const POLLING_TIMEOUT = 210

export const popMessage = defineRequest({
  name: 'POP_MESSAGE',
  code: 200050,
  header: fields({
    consumerGroup: text,
    topic: text,
    queueId: int32,
    maxMsgNums: int32,
    invisibleTime: millis,
    pollTime: millis,
    bornTime: millis,
    initMode: int32,
    expType: optional(expressionType),
    exp: optional(text),
    order: optional(bool),
    attemptId: optional(text),
    ...topicRpcFields,
  }),
  response: {
    header: popMessageResponseHeader,
    body: bytesBody,
    alsoAccepts: [PULL_NOT_FOUND, POLLING_FULL, POLLING_TIMEOUT],
  },
})
