/** Messages for tests, made as a broker makes them. */
import { decodeMessage } from '../../../message/decode-stored-message.ts'
import { encodeStoredMessage } from '../../../message/encode-stored-message.ts'
import type { StoredMessage } from '../../../message/stored-message.ts'

export interface MessageParts {
  readonly topic?: string
  readonly queueOffset?: bigint
  readonly commitLogOffset?: bigint
  readonly reconsumeTimes?: number
  readonly properties?: ReadonlyArray<readonly [string, string]>
  readonly body?: string
}

export function messageOf(parts: MessageParts = {}): StoredMessage {
  const { topic = 'orders', queueOffset = 0n, commitLogOffset = 100n, reconsumeTimes = 0 } = parts
  const record = encodeStoredMessage({
    topic,
    queueId: 0,
    queueOffset,
    commitLogOffset,
    sysFlag: 0,
    flag: 0,
    bornTimestamp: 1,
    bornHost: { host: '192.0.2.1', port: 1 },
    storeTimestamp: 2,
    storeHost: { host: '192.0.2.2', port: 2 },
    reconsumeTimes,
    preparedTransactionOffset: 0n,
    properties: new Map(parts.properties),
    storedBody: Buffer.from(parts.body ?? 'hello'),
  })
  return decodeMessage(record)
}

export function messagesAt(...queueOffsets: number[]): StoredMessage[] {
  return queueOffsets.map(queueOffset => messageOf({ queueOffset: BigInt(queueOffset) }))
}
