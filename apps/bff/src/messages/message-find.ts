/** Messages by their ID, of whichever kind. */
import {
  type BrokerNode,
  BrokerRefused,
  formatHost,
  MessageFormatError,
  PropertyName,
  parseMessageId,
  type StoredMessage,
  SystemTopic,
  TIMER_TOPIC,
} from '@gantry/remoting'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { AppError } from '../platform/http/app-error.ts'
import type { TopicParams } from '../topics/topic-needs.ts'
import type { TopicPlace } from '../topics/topic-place.ts'
import { invalid } from './message-check.ts'

export interface FoundMessage {
  readonly node: Pick<BrokerNode, 'brokerName' | 'addr'>
  readonly message: StoredMessage
}

/** What has such an ID, the one stored first before the others; never empty. */
export type FoundMessages = readonly [FoundMessage, ...FoundMessage[]]

/** @throws AppError VALIDATION for what is no ID, NOT_FOUND with what is known about it */
export async function findMessages(
  handle: InstanceHandle,
  place: TopicPlace,
  params: TopicParams,
  messageId: string,
  signal: AbortSignal,
): Promise<FoundMessages> {
  const id = messageId.trim()
  if (!isMessageId(id)) throw noMessageId()
  const stored = await atOffset(handle, id, signal)
  if (stored.found?.message.topic === place.wireTopic) return [stored.found]
  const [first, ...copies] = await withUniqueId(handle, place, id, signal)
  if (first) return [first, ...copies]
  throw new AppError('NOT_FOUND', sentenceOf(handle, place, params, id, stored))
}

/** Clients of other languages fill some digits as they like: what counts is how many there are. */
export function isMessageId(text: string): boolean {
  return /^[0-9a-fA-F]+$/.test(text) && [32, 34, 56].includes(text.length)
}

export function noMessageId(): AppError {
  return invalid(
    'messageId',
    "This is no message ID: a client's has 32, 34 or 56 hexadecimal digits, a broker's 32 or 56.",
  )
}

export interface AtOffset {
  readonly found?: FoundMessage
  /** It names a broker that is not of this cluster. */
  readonly strangerAddr?: string
}

/**
 * What is stored where the ID says, if it is a broker's. An ID names an address, and anyone can write one: only brokers
 * of the cluster are asked.
 */
export async function atOffset(
  { admin }: InstanceHandle,
  id: string,
  signal: AbortSignal,
): Promise<AtOffset> {
  const parsed = parseMessageId(id)
  if (parsed.kind !== 'offset') return {}
  const addr = formatHost(parsed.storeHost)
  const node = (await admin.cluster.brokers({ signal })).find(broker => broker.addr === addr)
  if (!node) return { strangerAddr: addr }
  try {
    return { found: { node, message: await admin.messages.byOffsetId(id, { signal }) } }
  } catch (error) {
    // Nothing is stored there, or the place is in the middle of something.
    if (error instanceof BrokerRefused || error instanceof MessageFormatError) return {}
    throw error
  }
}

/** IDs are written in capitals; people do not always paste them so. */
async function withUniqueId(
  { admin }: InstanceHandle,
  { wireTopic, masters }: TopicPlace,
  id: string,
  signal: AbortSignal,
): Promise<FoundMessage[]> {
  for (const key of new Set([id, id.toUpperCase()])) {
    const { answered, failed } = await admin.messages.byUniqueKey(
      { topic: wireTopic, key, nodes: masters },
      { signal },
    )
    const found = answered.flatMap(({ item: node, value }) => value.map(message => ({ node, message })))
    const exact = found.filter(({ message }) => message.msgId === key)
    if (exact.length > 0) return exact.toSorted((a, b) => a.message.storeTimestamp - b.message.storeTimestamp)
    // The one that did not answer may have it.
    const [failure] = failed
    if (failure) throw failure.error
  }
  return []
}

const WAITING_PLACES: ReadonlySet<string> = new Set([SystemTopic.SCHEDULE, TIMER_TOPIC])

function sentenceOf(
  { cluster, topics }: InstanceHandle,
  { wireTopic }: TopicPlace,
  { topic }: TopicParams,
  id: string,
  { found, strangerAddr }: AtOffset,
): string {
  const isHere = found?.message.properties.get(PropertyName.REAL_TOPIC) === wireTopic
  if (found && isHere) {
    return WAITING_PLACES.has(found.message.topic)
      ? `The message ${id} is scheduled: it comes to ${topic} when it is due.`
      : `The message ${id} waits for the end of its transaction: it comes to ${topic} when that is committed.`
  }
  const other = found && topics.unwire(found.message.topic)
  if (other !== undefined) return `The message ${id} is not in ${topic}: it was sent to ${other}.`
  const sentence = `${topic} has no message ${id}: it was never sent there, or it is older than what the brokers keep.`
  return strangerAddr === undefined
    ? sentence
    : `${sentence} As a broker's ID it names ${strangerAddr}, which is no broker of the cluster ${cluster.name}.`
}
