/** Refusals of brokers that mean something about messages and who takes them. */
import { BrokerRefused } from '@gantry/remoting'

const CONSUMER_NOT_ONLINE = 206
const CONSUME_MSG_TIMEOUT = 207

export function isOffline(error: unknown): boolean {
  return error instanceof BrokerRefused && error.responseCode === CONSUMER_NOT_ONLINE
}

export function isConsumeTimeout(error: unknown): boolean {
  return error instanceof BrokerRefused && error.responseCode === CONSUME_MSG_TIMEOUT
}
