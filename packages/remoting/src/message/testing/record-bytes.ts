/** Bytes of stored messages put together by hand, so that no mistake of the encoder hides one of the decoder. */
import { crc32 } from 'node:zlib'

export function int8(value: number): Buffer {
  return Buffer.of(value & 0xff)
}

export function int16(value: number): Buffer {
  return Buffer.of((value >> 8) & 0xff, value & 0xff)
}

export function int32(value: number): Buffer {
  return Buffer.concat([int16(value >> 16), int16(value)])
}

export function int64(value: bigint): Buffer {
  return Buffer.concat([
    int32(Number(BigInt.asIntN(32, value >> 32n))),
    int32(Number(BigInt.asIntN(32, value))),
  ])
}

export interface RecordParts {
  readonly magic?: number
  readonly size?: number
  readonly bodyCRC?: number
  readonly sysFlag?: number
  readonly bornHost?: readonly number[]
  readonly storeHost?: readonly number[]
  readonly body?: Buffer
  readonly bodyLength?: number
  readonly topic?: string
  readonly topicLength?: Buffer
  readonly properties?: string
  readonly propertiesLength?: number
  readonly trailer?: Buffer
}

/** A record that is sound in all that `parts` does not say otherwise. */
export function recordBytes(parts: RecordParts = {}): Buffer {
  const body = parts.body ?? Buffer.from('hello')
  const topic = Buffer.from(parts.topic ?? 'TopicTest')
  const properties = Buffer.from(parts.properties ?? 'TAGS\u0001TagA\u0002KEYS\u0001order-1\u0002')
  const rest = Buffer.concat([
    int32(parts.magic ?? 0xdaa320a7),
    int32(parts.bodyCRC ?? crc32(body) & 0x7fffffff),
    int32(3),
    int32(-7),
    int64(1234n),
    int64(987_654_321n),
    int32(parts.sysFlag ?? 0),
    int64(1_760_000_000_123n),
    Buffer.from(parts.bornHost ?? [192, 0, 2, 20]),
    int32(51_234),
    int64(1_760_000_000_456n),
    Buffer.from(parts.storeHost ?? [198, 51, 100, 7]),
    int32(10_911),
    int32(2),
    int64(42n),
    int32(parts.bodyLength ?? body.length),
    body,
    parts.topicLength ?? int8(topic.length),
    topic,
    int16(parts.propertiesLength ?? properties.length),
    properties,
    parts.trailer ?? Buffer.alloc(0),
  ])
  return Buffer.concat([int32(parts.size ?? rest.length + 4), rest])
}
