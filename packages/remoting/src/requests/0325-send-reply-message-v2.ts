/**
 * SEND_REPLY_MESSAGE_V2 325: SEND_REPLY_MESSAGE with one-letter field names; what Java clients send.
 *
 * Request fields: `shapes/send-message-header`, under the letters told there. Body and answer as with
 * SEND_REPLY_MESSAGE 324.
 * Defined in `remoting/protocol/header/SendMessageRequestHeaderV2`; answered by
 * `broker/processor/ReplyMessageProcessor`.
 */
import { bytesBody, defineRequest } from '../protocol/layout.ts'
import { sendMessageHeaderV2, sendMessageResponseHeader } from './shapes/send-message-header.ts'

export const sendReplyMessageV2 = defineRequest({
  name: 'SEND_REPLY_MESSAGE_V2',
  code: 325,
  header: sendMessageHeaderV2,
  body: bytesBody,
  response: { header: sendMessageResponseHeader },
})
