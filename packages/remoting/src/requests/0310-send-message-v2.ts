/**
 * SEND_MESSAGE_V2 310: SEND_MESSAGE with one-letter field names; what Java clients send.
 *
 * Request fields: `shapes/send-message-header`, under the letters told there. Body and answer as with SEND_MESSAGE 10.
 * Defined in `remoting/protocol/header/SendMessageRequestHeaderV2`; answered by
 * `broker/processor/SendMessageProcessor`.
 */
import { bytesBody, defineRequest } from '../protocol/layout.ts'
import {
  STORED_LESS_SAFELY,
  sendMessageHeaderV2,
  sendMessageResponseHeader,
} from './shapes/send-message-header.ts'

export const sendMessageV2 = defineRequest({
  name: 'SEND_MESSAGE_V2',
  code: 310,
  header: sendMessageHeaderV2,
  body: bytesBody,
  response: { header: sendMessageResponseHeader, alsoAccepts: STORED_LESS_SAFELY },
})
