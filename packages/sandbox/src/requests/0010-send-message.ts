/** SEND_MESSAGE 10; see `messaging/send.ts`. */
import { sendMessage } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'
import { send } from '../messaging/send.ts'

export const sendMessageHandler = brokerHandler(sendMessage, send)
