/** SEND_REPLY_MESSAGE_V2 325; see `messaging/reply.ts`. */
import { sendReplyMessageV2 } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'
import { reply } from '../messaging/reply.ts'

export const sendReplyMessageV2Handler = brokerHandler(sendReplyMessageV2, reply)
