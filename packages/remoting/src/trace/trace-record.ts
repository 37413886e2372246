/**
 * What clients write into `RMQ_SYS_TRACE_TOPIC` about the messages they send and consume. A body holds records that
 * each end with U+0002; their fields are separated by U+0001; a text that Java had none for is the word `null`.
 *
 *     Pub             time, region, group, topic, msgId, tags, keys, store host, body bytes, cost ms, message type,
 *                     offset ID, success            up to 4.3: without offset ID; 4.8: client host at the end
 *     SubBefore       time, region, group, request ID, msgId, retries, keys        4.8: client host at the end
 *     SubAfter        request ID, msgId, cost ms, success, keys, context code, time, group
 *                     before 4.8, in 4.9.1 and on Alibaba Cloud: ends with the context code, or before it
 *     EndTransaction  time, region, group, topic, msgId, tags, keys, store host, message type, transaction ID,
 *                     state, from check             before 4.9.0 came out: client host after the message type
 *     Recall          time, region, group, topic, recall handle's msgId, success   since 5.3.1
 *
 * Each begins with the name of its type. Defined in `client/trace/TraceDataEncoder`, `client/trace/TraceConstants`.
 */

export type TraceType = TraceRecord['traceType']
export const TRACE_TYPES: readonly TraceType[] = ['Pub', 'Recall', 'SubBefore', 'SubAfter', 'EndTransaction']

/** A message was sent. */
export interface PubTrace {
  readonly traceType: 'Pub'
  /** When the client began to send, by its clock; ms since 1970. */
  readonly timeStamp: number
  readonly regionId: string | undefined
  readonly groupName: string
  readonly topic: string
  readonly msgId: string | undefined
  readonly tags: string | undefined
  readonly keys: string | undefined
  /** Address of the broker. */
  readonly storeHost: string | undefined
  /** Bytes. */
  readonly bodyLength: number
  /** From sending to the broker's answer, ms. */
  readonly costTime: number
  /** Index in TRACE_MESSAGE_TYPES. */
  readonly msgType: number
  readonly offsetMsgId: string | undefined
  /** True only for SEND_OK: false also when the broker stored the message but could not yet copy or flush it. */
  readonly success: boolean
  /** Written by clients of 4.8 only. */
  readonly clientHost?: string | undefined
}

/** A message was handed to a consumer. */
export interface SubBeforeTrace {
  readonly traceType: 'SubBefore'
  readonly timeStamp: number
  readonly regionId: string | undefined
  readonly groupName: string
  /** The same in the SubAfter of this delivery. */
  readonly requestId: string
  readonly msgId: string | undefined
  readonly retryTimes: number
  readonly keys: string | undefined
  readonly clientHost?: string | undefined
}

/** The consumer has come to an end with it. */
export interface SubAfterTrace {
  readonly traceType: 'SubAfter'
  readonly requestId: string
  readonly msgId: string | undefined
  /** ms; of the whole delivery, divided by its messages. */
  readonly costTime: number
  readonly success: boolean
  readonly keys: string | undefined
  /** Index in CONSUME_RETURN_TYPES. */
  readonly contextCode?: number | undefined
  readonly timeStamp?: number | undefined
  readonly groupName?: string | undefined
}

/** A transaction was committed or rolled back, or its state is still unknown. */
export interface EndTransactionTrace {
  readonly traceType: 'EndTransaction'
  readonly timeStamp: number
  readonly regionId: string | undefined
  readonly groupName: string
  readonly topic: string
  readonly msgId: string | undefined
  readonly tags: string | undefined
  readonly keys: string | undefined
  readonly storeHost: string | undefined
  readonly msgType: number
  readonly transactionId: string | undefined
  /** One of TRANSACTION_STATES. */
  readonly transactionState: string
  /** The broker had asked for the state. */
  readonly fromTransactionCheck: boolean
  readonly clientHost?: string | undefined
}

/** A delayed message was called back before it was due. */
export interface RecallTrace {
  readonly traceType: 'Recall'
  readonly timeStamp: number
  readonly regionId: string | undefined
  readonly groupName: string
  readonly topic: string
  readonly msgId: string | undefined
  readonly success: boolean
}

export type TraceRecord = PubTrace | SubBeforeTrace | SubAfterTrace | EndTransactionTrace | RecallTrace

/** By ordinal; `common/message/MessageType`. */
export const TRACE_MESSAGE_TYPES = [
  'Normal_Msg',
  'Trans_Msg_Half',
  'Trans_msg_Commit',
  'Delay_Msg',
  'Order_Msg',
] as const

/** By ordinal; `client/consumer/listener/ConsumeReturnType`. */
export const CONSUME_RETURN_TYPES = ['SUCCESS', 'TIME_OUT', 'EXCEPTION', 'RETURNNULL', 'FAILED'] as const

/** `client/producer/LocalTransactionState`, spelt as there. */
export const TRANSACTION_STATES = ['COMMIT_MESSAGE', 'ROLLBACK_MESSAGE', 'UNKNOW'] as const

export const CONTENT_SEPARATOR = '\u0001'
export const FIELD_SEPARATOR = '\u0002'
/** What Java's StringBuilder makes of a missing text. */
export const NULL_TEXT = 'null'
