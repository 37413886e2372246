/** Messages that a producer sends, and what a broker has of them, for tests. */
import {
  decodeMessage,
  type SendMessageHeader,
  type StoredMessage,
  writeProperties,
} from '@gantry/remoting/internal'
import { sendMessageV2 } from '@gantry/remoting/requests'
import { ManualClock } from '../src/clock.ts'
import type { Broker } from '../src/state/broker.ts'
import { plainTopic } from '../src/state/plain-topic.ts'
import { newBroker } from './messages.ts'
import { ask } from './requests.ts'

export const TEMPLATE = 'TBW102'

/** Of a message whose unique ID is U, for queue 0. */
export function headerOf(topic: string, more: Partial<SendMessageHeader> = {}): SendMessageHeader {
  return {
    producerGroup: 'p',
    topic,
    defaultTopic: TEMPLATE,
    defaultTopicQueueNums: 4,
    queueId: 0,
    sysFlag: 0,
    bornTimestamp: 1,
    flag: 0,
    properties: writeProperties(new Map([['UNIQ_KEY', 'U']])),
    ...more,
  }
}

/** Whose topic `orders` has two queues. */
export function brokerWithOrders(settings: Record<string, boolean | number> = {}): Broker {
  const broker = newBroker(new ManualClock(), { settings })
  broker.topics.save([plainTopic('orders', 2)])
  return broker
}

export function sendTo(broker: Broker, topic: string, more: Partial<SendMessageHeader> = {}, body = 'hello') {
  return ask(broker, sendMessageV2, headerOf(topic, more), Buffer.from(body))
}

export function stored(broker: Broker, topic: string, queueId = 0): StoredMessage[] {
  return Array.from({ length: broker.store.maxOffset(topic, queueId) }, (_, offset) => {
    const record = broker.store.recordOf(topic, queueId, offset)
    if (record === undefined) throw new Error(`${topic} has lost its message ${offset}.`)
    return decodeMessage(record)
  })
}
