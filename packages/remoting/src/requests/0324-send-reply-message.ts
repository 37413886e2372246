/**
 * SEND_REPLY_MESSAGE 324: answers a message of a request-reply call. The broker pushes the reply on to the client
 * that asked, and stores it where `storeReplyMessageEnable` is on (it is by default).
 *
 * Request fields: `shapes/send-message-header`; `properties` has to name the client that asked (`REPLY_TO_CLIENT`)
 * and the call (`CORRELATION_ID`). Body: the reply's body. The answer's `msgId` is `0` when the reply is not stored.
 * Defined in `remoting/protocol/header/SendMessageRequestHeader`; answered by `broker/processor/ReplyMessageProcessor`.
 * Refusals: SYSTEM_ERROR 1 when that client is not connected to this broker or does not take the reply.
 */
import { bytesBody, defineRequest } from '../protocol/layout.ts'
import { sendMessageHeader, sendMessageResponseHeader } from './shapes/send-message-header.ts'

export const sendReplyMessage = defineRequest({
  name: 'SEND_REPLY_MESSAGE',
  code: 324,
  header: sendMessageHeader,
  body: bytesBody,
  response: { header: sendMessageResponseHeader },
})
