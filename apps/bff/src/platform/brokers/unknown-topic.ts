import { BrokerRefused } from '@gantry/remoting'

const TOPIC_NOT_EXIST = 17

/** A broker does not know the topic: perhaps it was deleted since somebody named it. */
export function isUnknownTopic(error: unknown): boolean {
  return error instanceof BrokerRefused && error.responseCode === TOPIC_NOT_EXIST
}
