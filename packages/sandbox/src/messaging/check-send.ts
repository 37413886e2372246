/**
 * Whether a message may be sent to a topic, and the topic. Imitates `broker/processor/AbstractSendMessageProcessor#msgCheck`.
 */
import {
  isRetryTopic,
  isSendForbidden,
  MAX_PROPERTIES_BYTES,
  type SendMessageHeader,
} from '@gantry/remoting/internal'
import type { TopicConfig } from '@gantry/remoting/requests'
import type { Broker } from '../state/broker.ts'
import type { ClientLink } from '../state/client-link.ts'
import { isWriteable, permText } from '../state/perm.ts'
import { Refused, SEE_FAQ } from '../state/refused.ts'

const RETRY_QUEUES = 1

/** @throws Refused */
export function topicToSendTo(broker: Broker, header: SendMessageHeader, client: ClientLink): TopicConfig {
  const { topic } = header
  if (isSendForbidden(topic)) {
    throw new Refused('NO_PERMISSION', `Sending message to topic[${topic}] is forbidden.`)
  }
  const config = topicFor(broker, header)
  const allowed = broker.settings.number('brokerPermission')
  if (!isWriteable(allowed) && config?.order === true) {
    throw new Refused('NO_PERMISSION', `the broker[${broker.host.host}] sending message is forbidden`)
  }
  if (config === undefined) {
    throw new Refused('TOPIC_NOT_EXIST', `topic[${topic}] not exist, apply first please!${SEE_FAQ}`)
  }
  if (header.queueId >= Math.max(config.writeQueueNums, config.readQueueNums)) {
    const remark = `request queueId[${header.queueId}] is illegal, ${textOf(config)} Producer: ${client.addr}`
    throw new Refused('INVALID_PARAMETER', remark)
  }
  return config
}

/** As Java prints a `TopicConfig`. */
function textOf(config: TopicConfig): string {
  const { topicName, readQueueNums, writeQueueNums, topicFilterType, topicSysFlag, order } = config
  const attributes = [...config.attributes].map(([name, value]) => `${name}=${value}`).join(', ')
  return `TopicConfig [topicName=${topicName}, readQueueNums=${readQueueNums}, writeQueueNums=${writeQueueNums}, perm=${permText(config.perm)}, topicFilterType=${topicFilterType}, topicSysFlag=${topicSysFlag}, order=${order}, attributes={${attributes}}]`
}

/** @throws Refused MESSAGE_ILLEGAL when the message is larger than the broker takes */
export function checkSize(broker: Broker, body: Buffer, propertiesBytes: number): void {
  const limit = broker.settings.number('maxMessageSize')
  if (body.length <= limit && propertiesBytes <= MAX_PROPERTIES_BYTES) return
  throw new Refused(
    'MESSAGE_ILLEGAL',
    `the message is illegal, maybe msg body or properties length not matched. msg body length limit ${limit}B, msg properties length limit 32KB.`,
  )
}

function topicFor(broker: Broker, header: SendMessageHeader): TopicConfig | undefined {
  const { topic } = header
  const known = broker.topics.get(topic)
  if (known !== undefined) return known
  broker.topics.checkName(topic)
  const made = broker.topics.forSending(topic, header.defaultTopic, header.defaultTopicQueueNums, 0)
  return made ?? (isRetryTopic(topic) ? broker.topics.forBroker(topic, RETRY_QUEUES) : undefined)
}
