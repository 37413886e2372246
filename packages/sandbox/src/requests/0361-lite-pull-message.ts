/** LITE_PULL_MESSAGE 361; see `messaging/pull.ts`. */
import { litePullMessage } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'
import { pull } from '../messaging/pull.ts'

export const litePullMessageHandler = brokerHandler(litePullMessage, pull)
