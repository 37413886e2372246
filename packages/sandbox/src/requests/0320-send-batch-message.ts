/** SEND_BATCH_MESSAGE 320; see `messaging/send.ts`. */
import { sendBatchMessage } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'
import { send } from '../messaging/send.ts'

export const sendBatchMessageHandler = brokerHandler(sendBatchMessage, send)
