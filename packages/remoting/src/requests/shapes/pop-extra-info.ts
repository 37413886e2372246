/**
 * Texts that describe messages taken by POP: what a broker's answer says about them, and the handle of each, which is
 * its property `POP_CK` and the field `extraInfo` of the requests that acknowledge it.
 *
 *     handle           ckQueueOffset SP popTime SP invisibleTime SP reviveQid SP retry SP brokerName SP queueId [SP queueOffset]
 *     startOffsetInfo  retry SP queueId SP offset                       joined by ;
 *     msgOffsetInfo    retry SP queueId SP offset,offset...             joined by ;
 *     orderCountInfo   retry SP queueId SP count                        joined by ;
 *                      retry SP qo queueId % queueOffset SP count
 *
 * Defined in `remoting/protocol/header/ExtraInfoUtil`.
 */
import { MalformedError } from '../../errors.ts'
import { type Scalar, text } from '../../protocol/shape.ts'

/** Where the message lies: 0 its topic, 1 the group's retry topic `%RETRY%group_topic`, 2 `%RETRY%group+topic`. */
type PopRetryFlag = '0' | '1' | '2'

/** `reviveQid` of messages taken in order: they have no checkpoint in a revive queue. */
export const POP_ORDER_REVIVE_QUEUE = 999

export interface PopHandle {
  /** Queue offset of the first message taken together with this one; they share a checkpoint. */
  readonly ckQueueOffset: bigint
  /** Broker's clock (ms) when it was taken. */
  readonly popTime: number
  /** How long (ms) from `popTime` it is hidden from others. */
  readonly invisibleTime: number
  /** Queue of the revive topic that holds the checkpoint, or `POP_ORDER_REVIVE_QUEUE`. */
  readonly reviveQid: number
  readonly retry: PopRetryFlag
  readonly brokerName: string
  readonly queueId: number
  /** The message's own offset; brokers leave it out where the handle stands for a whole checkpoint. */
  readonly queueOffset: bigint | undefined
}

export interface PopQueueOffset {
  readonly retry: PopRetryFlag
  readonly queueId: number
  /** `ckQueueOffset` of the messages from this queue. */
  readonly startOffset: bigint
}

export interface PopMessageOffsets {
  readonly retry: PopRetryFlag
  readonly queueId: number
  /** Queue offsets of the messages, in the order of the body. */
  readonly msgOffsets: bigint[]
}

export interface PopOrderCount {
  readonly retry: PopRetryFlag
  readonly queueId: number
  /** The message meant; undefined when the count is that of the whole queue. */
  readonly queueOffset: bigint | undefined
  /** Deliveries so far of a message that is consumed in order. */
  readonly orderCount: number
}

const HANDLE = /^(\d{1,19}) (\d{1,15}) (\d{1,15}) (\d{1,9}) ([012]) (\S+) (\d{1,9})(?: (\d{1,19}))?$/
const START_OFFSET = /^([012]) (\d{1,9}) (-?\d{1,19})$/
const MESSAGE_OFFSETS = /^([012]) (\d{1,9}) (\d{1,19}(?:,\d{1,19})*)$/
const ORDER_COUNT = /^([012]) (?:qo)?(\d{1,9})(?:%(\d{1,19}))? (\d{1,9})$/

/** @throws MalformedError BAD_ARGUMENT for what is no handle */
export function parsePopHandle(handle: string): PopHandle {
  const match = HANDLE.exec(handle)
  if (match === null) throw new MalformedError('BAD_ARGUMENT', 'This is no handle of a message taken by POP.')
  const [
    ,
    ckQueueOffset = '',
    popTime,
    invisibleTime,
    reviveQid,
    retry,
    brokerName = '',
    queueId,
    queueOffset,
  ] = match
  return {
    ckQueueOffset: BigInt(ckQueueOffset),
    popTime: Number(popTime),
    invisibleTime: Number(invisibleTime),
    reviveQid: Number(reviveQid),
    retry: retryOf(retry),
    brokerName,
    queueId: Number(queueId),
    queueOffset: queueOffset === undefined ? undefined : BigInt(queueOffset),
  }
}

export function formatPopHandle(handle: PopHandle): string {
  const { ckQueueOffset, popTime, invisibleTime, reviveQid, retry, brokerName, queueId, queueOffset } = handle
  const checkpoint = `${ckQueueOffset} ${popTime} ${invisibleTime} ${reviveQid} ${retry} ${brokerName} ${queueId}`
  return queueOffset === undefined ? checkpoint : `${checkpoint} ${queueOffset}`
}

export const startOffsetInfo: Scalar<PopQueueOffset[]> = infoText(
  START_OFFSET,
  ([, retry, queueId, startOffset = '']) => ({
    retry: retryOf(retry),
    queueId: Number(queueId),
    startOffset: BigInt(startOffset),
  }),
  ({ retry, queueId, startOffset }) => `${retry} ${queueId} ${startOffset}`,
)

export const msgOffsetInfo: Scalar<PopMessageOffsets[]> = infoText(
  MESSAGE_OFFSETS,
  ([, retry, queueId, offsets = '']) => ({
    retry: retryOf(retry),
    queueId: Number(queueId),
    msgOffsets: offsets.split(',').map(BigInt),
  }),
  ({ retry, queueId, msgOffsets }) => `${retry} ${queueId} ${msgOffsets.join(',')}`,
)

export const orderCountInfo: Scalar<PopOrderCount[]> = infoText(
  ORDER_COUNT,
  ([, retry, queueId, queueOffset, orderCount]) => ({
    retry: retryOf(retry),
    queueId: Number(queueId),
    queueOffset: queueOffset === undefined ? undefined : BigInt(queueOffset),
    orderCount: Number(orderCount),
  }),
  ({ retry, queueId, queueOffset, orderCount }) => {
    const key = queueOffset === undefined ? queueId : `qo${queueId}%${queueOffset}`
    return `${retry} ${key} ${orderCount}`
  },
)

type Groups = readonly (string | undefined)[]

/** Entries joined by semicolons; no text at all is no entry. */
function infoText<T>(
  pattern: RegExp,
  entryOf: (groups: Groups) => T,
  textOf: (entry: T) => string,
): Scalar<T[]> {
  const parse = (info: string): T[] =>
    info === '' ? [] : info.split(';').map(entry => entryOf(pattern.exec(entry) ?? noEntry()))
  return {
    expected: 'what a broker says about messages taken by POP',
    read: value => parse(text.read(value)),
    parse,
    write: entries => entries.map(textOf).join(';'),
  }
}

function noEntry(): never {
  throw new MalformedError('BODY_MALFORMED', 'Expected what a broker says about messages taken by POP.')
}

function retryOf(flag: string | undefined): PopRetryFlag {
  return flag === '1' || flag === '2' ? flag : '0'
}
