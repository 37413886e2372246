/**
 * PUSH_REPLY_MESSAGE_TO_CLIENT 326: a broker hands a reply to the client that asked. The client answers SUCCESS.
 *
 * Request fields: those of the reply as it was sent; `bornHost` and `storeHost` as `ip:port`; `storeTimestamp`, the
 * broker's clock in ms. Body: the reply's body, compressed where `sysFlag` says so.
 * Defined in `remoting/protocol/header/ReplyMessageRequestHeader`; sent by `broker/processor/ReplyMessageProcessor`,
 * answered by `client/impl/ClientRemotingProcessor#receiveReplyMessage`.
 */
import { fields } from '../protocol/fields.ts'
import { bytesBody, defineRequest } from '../protocol/layout.ts'
import { bool, int32, millis, optional, text } from '../protocol/shape.ts'

export const pushReplyMessageToClient = defineRequest({
  name: 'PUSH_REPLY_MESSAGE_TO_CLIENT',
  code: 326,
  header: fields({
    producerGroup: text,
    topic: text,
    defaultTopic: text,
    defaultTopicQueueNums: int32,
    queueId: int32,
    sysFlag: int32,
    bornTimestamp: millis,
    flag: int32,
    properties: optional(text),
    reconsumeTimes: optional(int32),
    unitMode: optional(bool),
    bornHost: text,
    storeHost: text,
    storeTimestamp: millis,
  }),
  body: bytesBody,
})
