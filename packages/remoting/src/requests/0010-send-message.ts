/**
 * SEND_MESSAGE 10: stores one message, or a half message of a transaction. Clients use SEND_MESSAGE_V2 instead,
 * which carries the same in fewer bytes.
 *
 * Request fields: `shapes/send-message-header`. Body: the message's body, compressed where `sysFlag` says so.
 * The answer holds where the message lies; it comes also with FLUSH_DISK_TIMEOUT 10, SLAVE_NOT_AVAILABLE 11 and
 * FLUSH_SLAVE_TIMEOUT 12. Sent one-way there is none.
 * Defined in `remoting/protocol/header/SendMessageRequestHeader`; answered by `broker/processor/SendMessageProcessor`.
 * Refusals: TOPIC_NOT_EXIST 17, NO_PERMISSION 16, MESSAGE_ILLEGAL 13, SYSTEM_BUSY 2, SERVICE_NOT_AVAILABLE 14.
 */
import { bytesBody, defineRequest } from '../protocol/layout.ts'
import {
  STORED_LESS_SAFELY,
  sendMessageHeader,
  sendMessageResponseHeader,
} from './shapes/send-message-header.ts'

export const sendMessage = defineRequest({
  name: 'SEND_MESSAGE',
  code: 10,
  header: sendMessageHeader,
  body: bytesBody,
  response: { header: sendMessageResponseHeader, alsoAccepts: STORED_LESS_SAFELY },
})
