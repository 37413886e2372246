/** What an application sends, and what becomes of it on the wire. */
import { MalformedError } from '../../errors.ts'
import { compressBody } from '../../message/compression.ts'
import { checkUserProperty } from '../../message/properties.ts'
import { PropertyName } from '../../message/property-names.ts'
import { type CompressionType, SysFlag, withCompression } from '../../message/sys-flag.ts'

export interface OutgoingMessage {
  readonly topic: string
  readonly body: Buffer | string
  readonly tag?: string
  /** Business identifiers to find the message by. */
  readonly keys?: readonly string[]
  /** The application's own properties. */
  readonly properties?: Readonly<Record<string, string>>
  /** Messages with the same key go to the same queue, in the order sent. */
  readonly shardingKey?: string
  /** Due time in ms; at most 3 days ahead by the broker's default setting. Needs a broker of 5.0 or later. */
  readonly deliverAtMs?: number
  /** 1 to 18 for 1 s to 2 h, on any broker. */
  readonly delayLevel?: number
  /** A number for the application's own use. */
  readonly flag?: number
}

export interface Compression {
  readonly type: CompressionType
  /** Bodies from this size on are compressed. */
  readonly fromBytes: number
}

/** A message as it goes into a request. */
export interface PreparedMessage {
  readonly msgId: string
  readonly properties: ReadonlyMap<string, string>
  readonly body: Buffer
  readonly sysFlag: number
  readonly flag: number
}

/** @throws MalformedError BAD_ARGUMENT for a property that is blank or RocketMQ's own, or several kinds of message in one */
export function prepare(
  message: OutgoingMessage,
  msgId: string,
  compression: Compression | undefined,
  transaction?: { readonly producerGroup: string },
): PreparedMessage {
  checkKind(message, transaction !== undefined)
  const body = typeof message.body === 'string' ? Buffer.from(message.body) : message.body
  const isCompressed = compression !== undefined && body.length >= compression.fromBytes
  const sysFlag = isCompressed ? withCompression(0, compression.type) : 0
  return {
    msgId,
    properties: propertiesOf(message, msgId, transaction?.producerGroup),
    body: isCompressed ? compressBody(body, compression.type) : body,
    sysFlag: transaction ? sysFlag | SysFlag.TRANSACTION_PREPARED : sysFlag,
    flag: message.flag ?? 0,
  }
}

function checkKind(message: OutgoingMessage, isTransactional: boolean): void {
  const isDelayed = message.deliverAtMs !== undefined || message.delayLevel !== undefined
  const kinds = [
    message.shardingKey !== undefined && 'ordered',
    isDelayed && 'delayed',
    isTransactional && 'transactional',
  ].filter(kind => kind !== false)
  if (kinds.length > 1) {
    throw new MalformedError('BAD_ARGUMENT', `A message cannot be ${kinds.join(' and ')} at once.`)
  }
}

function propertiesOf(
  message: OutgoingMessage,
  msgId: string,
  producerGroup: string | undefined,
): Map<string, string> {
  const properties = new Map<string, string>()
  for (const [name, value] of Object.entries(message.properties ?? {})) {
    checkUserProperty(name, value)
    properties.set(name, value)
  }
  const own: Array<[string, string | undefined]> = [
    [PropertyName.UNIQ_CLIENT_MESSAGE_ID_KEYIDX, msgId],
    [PropertyName.WAIT_STORE_MSG_OK, 'true'],
    [PropertyName.TAGS, message.tag],
    [PropertyName.KEYS, message.keys && message.keys.length > 0 ? message.keys.join(' ') : undefined],
    [PropertyName.SHARDING_KEY, message.shardingKey],
    [PropertyName.DELAY_TIME_LEVEL, message.delayLevel?.toString()],
    [PropertyName.TIMER_DELIVER_MS, message.deliverAtMs?.toString()],
    [PropertyName.TRANSACTION_PREPARED, producerGroup === undefined ? undefined : 'true'],
    [PropertyName.PRODUCER_GROUP, producerGroup],
  ]
  for (const [name, value] of own) if (value !== undefined && value !== '') properties.set(name, value)
  return properties
}
