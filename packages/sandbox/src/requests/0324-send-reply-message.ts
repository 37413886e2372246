/** SEND_REPLY_MESSAGE 324; see `messaging/reply.ts`. */
import { sendReplyMessage } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'
import { reply } from '../messaging/reply.ts'

export const sendReplyMessageHandler = brokerHandler(sendReplyMessage, reply)
