/**
 * The handle by which a delayed message is called back: Base64 (URL alphabet, padded) of
 *
 *     v1 SP topic SP brokerName SP due time in ms SP unique message ID
 *
 * Defined in `common/producer/RecallMessageHandle`.
 */
import { MalformedError } from '../../errors.ts'

export interface RecallHandle {
  readonly topic: string
  /** The broker that keeps the message: the only one that can call it back. */
  readonly brokerName: string
  /** When the message is due (ms); brokers refuse a handle whose time has come. */
  readonly timestampMs: number
  /** The client's unique ID of the message. */
  readonly msgId: string
}

const VERSION = 'v1'
const BASE64_URL = /^[\w-]*={0,2}$/
const DIGITS = /^\d{1,15}$/

/** @throws MalformedError BAD_ARGUMENT for what is no handle */
export function parseRecallHandle(handle: string): RecallHandle {
  const items = BASE64_URL.test(handle) ? Buffer.from(handle, 'base64url').toString().split(' ') : []
  const [version, topic = '', brokerName = '', timestamp = '', msgId = ''] = items
  if (version !== VERSION || topic === '' || brokerName === '' || msgId === '' || !DIGITS.test(timestamp))
    throw new MalformedError(
      'BAD_ARGUMENT',
      'This is no recall handle: copy it whole, as the broker gave it.',
    )
  return { topic, brokerName, timestampMs: Number(timestamp), msgId }
}

export function formatRecallHandle({ topic, brokerName, timestampMs, msgId }: RecallHandle): string {
  const encoded = Buffer.from([VERSION, topic, brokerName, timestampMs, msgId].join(' ')).toString(
    'base64url',
  )
  return encoded.padEnd(Math.ceil(encoded.length / 4) * 4, '=')
}
