/** The trace records of a producer. */
import { PropertyName } from '../../message/property-names.ts'
import { SysFlag } from '../../message/sys-flag.ts'
import { type EndTransactionTrace, type PubTrace, TRACE_MESSAGE_TYPES } from '../../trace/trace-record.ts'
import type { PreparedMessage } from './outgoing-message.ts'
import type { SendResult } from './sender.ts'
import type { TransactionEnd, TransactionState } from './transactions.ts'

const DEFAULT_REGION = 'DefaultRegion'
const STATE_NAMES: Readonly<Record<TransactionState, string>> = {
  COMMIT: 'COMMIT_MESSAGE',
  ROLLBACK: 'ROLLBACK_MESSAGE',
  UNKNOWN: 'UNKNOW',
}

export function pubTrace(sent: {
  readonly producerGroup: string
  readonly prepared: PreparedMessage
  readonly topic: string
  readonly startMs: number
  /** Undefined when sending failed. */
  readonly result: SendResult | undefined
  readonly storeHost: string | undefined
}): PubTrace {
  const { prepared, result } = sent
  return {
    traceType: 'Pub',
    timeStamp: sent.startMs,
    regionId: result?.regionId ?? DEFAULT_REGION,
    groupName: sent.producerGroup,
    topic: sent.topic,
    msgId: prepared.msgId,
    tags: prepared.properties.get(PropertyName.TAGS) ?? '',
    keys: prepared.properties.get(PropertyName.KEYS) ?? '',
    storeHost: sent.storeHost ?? '',
    bodyLength: prepared.body.length,
    costTime: Date.now() - sent.startMs,
    msgType: TRACE_MESSAGE_TYPES.indexOf(messageTypeOf(prepared)),
    offsetMsgId: result?.offsetMsgId ?? '',
    success: result?.sendStatus === 'SEND_OK',
  }
}

export function endTrace(producerGroup: string, end: TransactionEnd): EndTransactionTrace {
  return {
    traceType: 'EndTransaction',
    timeStamp: Date.now(),
    regionId: DEFAULT_REGION,
    groupName: producerGroup,
    topic: end.message.topic,
    msgId: end.msgId,
    tags: end.message.tags,
    keys: end.message.keys,
    storeHost: end.brokerAddr,
    msgType: TRACE_MESSAGE_TYPES.indexOf('Trans_msg_Commit'),
    transactionId: end.msgId,
    transactionState: STATE_NAMES[end.state],
    fromTransactionCheck: end.fromCheck,
  }
}

function messageTypeOf({ sysFlag, properties }: PreparedMessage): (typeof TRACE_MESSAGE_TYPES)[number] {
  if (sysFlag & SysFlag.TRANSACTION_PREPARED) return 'Trans_Msg_Half'
  const isDelayed =
    properties.has(PropertyName.DELAY_TIME_LEVEL) || properties.has(PropertyName.TIMER_DELIVER_MS)
  if (isDelayed) return 'Delay_Msg'
  return properties.has(PropertyName.SHARDING_KEY) ? 'Order_Msg' : 'Normal_Msg'
}
