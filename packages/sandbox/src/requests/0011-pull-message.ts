/** PULL_MESSAGE 11; see `messaging/pull.ts`. */
import { pullMessage } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'
import { pull } from '../messaging/pull.ts'

export const pullMessageHandler = brokerHandler(pullMessage, pull)
