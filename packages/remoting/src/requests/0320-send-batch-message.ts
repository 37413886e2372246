/**
 * SEND_BATCH_MESSAGE 320: stores several messages of one topic in one queue.
 *
 * Request fields: `shapes/send-message-header` under one letter each, with `batch` true. Body: the messages, as
 * `common/message/MessageDecoder#encodeMessages` writes them. The answer's `msgId` holds one offset ID for each
 * message, with commas between; `queueOffset` is that of the first.
 * Defined in `remoting/protocol/header/SendMessageRequestHeaderV2`; answered by
 * `broker/processor/SendMessageProcessor#sendBatchMessage`.
 * Refusals: as SEND_MESSAGE 10, and MESSAGE_ILLEGAL 13 for a retry topic or a topic name of more than 127 characters.
 */
import { bytesBody, defineRequest } from '../protocol/layout.ts'
import {
  STORED_LESS_SAFELY,
  sendMessageHeaderV2,
  sendMessageResponseHeader,
} from './shapes/send-message-header.ts'

export const sendBatchMessage = defineRequest({
  name: 'SEND_BATCH_MESSAGE',
  code: 320,
  header: sendMessageHeaderV2,
  body: bytesBody,
  response: { header: sendMessageResponseHeader, alsoAccepts: STORED_LESS_SAFELY },
})
