/** A message as it is typed, and how it becomes what the API sends. */
import type { BodyInputOf, messageSend } from '@gantry/contract'
import {
  bodyProblem,
  deliverTimeProblem,
  MAX_PROPERTIES_BYTES,
  type MessageType,
  type Problem,
  problem,
} from '@gantry/rules'
import { instantOf } from '../form/instant.ts'

export interface MessageDraft extends Record<string, unknown> {
  body: string
  encoding: 'text' | 'base64'
  tag: string
  /** Separated by spaces, as RocketMQ itself keeps them. */
  keys: string
  properties: { name: string; value: string }[]
  shardingKey: string
  /** As `<input type="datetime-local">` gives it: a time without a zone. */
  deliverAt: string
  transaction: 'COMMIT' | 'ROLLBACK'
}

export const EMPTY_DRAFT: MessageDraft = {
  body: '',
  encoding: 'text',
  tag: '',
  keys: '',
  properties: [],
  shardingKey: '',
  deliverAt: '',
  transaction: 'COMMIT',
}

/** Only what this type of topic takes: a message is one of ordered, scheduled, transactional. */
export function toMessage(
  draft: MessageDraft,
  messageType: MessageType,
  timeZone: 'UTC' | 'local',
): BodyInputOf<typeof messageSend> {
  const named = draft.properties.filter(({ name }) => name !== '')
  return {
    body: draft.body,
    encoding: draft.encoding,
    keys: draft.keys.split(/\s+/).filter(Boolean),
    properties: Object.fromEntries(named.map(({ name, value }) => [name, value])),
    ...(draft.tag && { tag: draft.tag }),
    ...(messageType === 'PARTITIONALLY_ORDERED' && draft.shardingKey && { shardingKey: draft.shardingKey }),
    ...(messageType === 'DELAYED' && draft.deliverAt && { deliverAt: instantOf(draft.deliverAt, timeZone) }),
    ...(messageType === 'TRANSACTIONAL' && { transaction: draft.transaction }),
  }
}

/** What the contract's schema cannot see: sizes and times that depend on the type of the topic. */
export function draftProblems(
  draft: MessageDraft,
  messageType: MessageType,
  timeZone: 'UTC' | 'local',
  nowMs: number,
): Readonly<Record<'body' | 'properties' | 'deliverAt', Problem | undefined>> {
  const deliverAtMs = Date.parse(instantOf(draft.deliverAt, timeZone))
  return {
    body: bodyProblem(messageType, bodyBytes(draft)),
    properties: propertiesProblem(draft),
    deliverAt:
      messageType === 'DELAYED' && draft.deliverAt ? deliverTimeProblem(deliverAtMs, nowMs) : undefined,
  }
}

/** Bytes of the body as the broker stores it. */
export function bodyBytes({ body, encoding }: Pick<MessageDraft, 'body' | 'encoding'>): number {
  if (encoding === 'text') return new TextEncoder().encode(body).length
  const digits = body.replace(/[\s=]/g, '').length
  return Math.floor((digits * 3) / 4)
}

function propertiesProblem({ properties }: MessageDraft): Problem | undefined {
  // Name and value each end in a separator of one byte.
  const written = properties.map(({ name, value }) => `${name}\u0001${value}\u0002`).join('')
  const actual = new TextEncoder().encode(written).length
  return actual > MAX_PROPERTIES_BYTES
    ? problem('propertiesTooLarge', { actual, max: MAX_PROPERTIES_BYTES })
    : undefined
}
