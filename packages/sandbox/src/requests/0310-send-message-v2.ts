/** SEND_MESSAGE_V2 310; see `messaging/send.ts`. */
import { sendMessageV2 } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'
import { send } from '../messaging/send.ts'

export const sendMessageV2Handler = brokerHandler(sendMessageV2, send)
