/**
 * RECALL_MESSAGE 370: stores a message that takes the timed one along when both are due. As `broker/processor/RecallMessageProcessor`.
 */
import { MalformedError, PropertyName, parseRecallHandle, type RecallHandle } from '@gantry/remoting/internal'
import { recallMessage } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'
import type { Broker } from '../state/broker.ts'
import type { ClientLink } from '../state/client-link.ts'
import type { MessageToStore, StoredPlace } from '../state/message-store.ts'
import { isWriteable } from '../state/perm.ts'
import { Refused } from '../state/refused.ts'

type RecallHeader = ReturnType<typeof recallMessage.header.read>

const RECALL_TAG = '_RECALL_TAG_'

export const recallMessageHandler = brokerHandler(recallMessage, ({ header, client }, broker) => {
  const handle = checkedHandle(header, broker)
  const { topic, bytes } = put(recallOf(handle, header, client, broker.clock.now()), broker)
  broker.traffic.sent(topic, 1, bytes)
  return {
    header: { msgId: handle.msgId, MSG_REGION: broker.settings.text('regionId') },
    body: undefined,
  }
})

function checkedHandle({ topic, recallHandle }: RecallHeader, broker: Broker): RecallHandle {
  const { settings, topics, brokerName, clock } = broker
  if (!settings.isOn('recallMessageEnable')) {
    throw new Refused('NO_PERMISSION', 'recall failed, operation is forbidden')
  }
  if (!isWriteable(settings.number('brokerPermission'))) {
    throw new Refused('SERVICE_NOT_AVAILABLE', 'recall failed, broker service not available')
  }
  if (topics.get(topic) === undefined) {
    throw new Refused('TOPIC_NOT_EXIST', `recall failed, the topic[${topic}] not exist`)
  }
  const handle = parsed(recallHandle)
  if (handle.topic !== topic) throw new Refused('ILLEGAL_OPERATION', 'recall failed, topic not match')
  if (handle.brokerName !== brokerName) {
    throw new Refused('ILLEGAL_OPERATION', 'recall failed, broker service not available')
  }
  const leftMs = handle.timestampMs - clock.now()
  if (leftMs <= 0 || leftMs >= settings.number('timerMaxDelaySec') * 1000) {
    throw new Refused('ILLEGAL_OPERATION', 'recall failed, timestamp invalid')
  }
  return handle
}

function parsed(recallHandle: string): RecallHandle {
  try {
    return parseRecallHandle(recallHandle)
  } catch (error) {
    if (error instanceof MalformedError) throw new Refused('ILLEGAL_OPERATION', 'recall handle is invalid')
    throw error
  }
}

function put(recall: MessageToStore, broker: Broker): StoredPlace {
  try {
    return broker.put(recall)
  } catch (error) {
    if (error instanceof Refused) throw new Refused('SYSTEM_ERROR', 'recall failed, execute error')
    throw error
  }
}

function recallOf(
  handle: RecallHandle,
  { producerGroup = '' }: RecallHeader,
  client: ClientLink,
  nowMs: number,
): MessageToStore {
  return {
    topic: handle.topic,
    queueId: 0,
    flag: 0,
    sysFlag: 0,
    bornTimestamp: nowMs,
    bornHost: client.host,
    reconsumeTimes: 0,
    properties: new Map([
      [PropertyName.TAGS, RECALL_TAG],
      [PropertyName.TIMER_DEL_UNIQKEY, handle.msgId],
      [PropertyName.UNIQ_CLIENT_MESSAGE_ID_KEYIDX, handle.msgId],
      [PropertyName.TIMER_DELIVER_MS, String(handle.timestampMs)],
      [PropertyName.BORN_TIMESTAMP, String(nowMs)],
      [PropertyName.PRODUCER_GROUP, producerGroup],
    ]),
    body: Buffer.from('0'),
  }
}
