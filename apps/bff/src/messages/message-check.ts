/** What the console sends: a message as it was typed, held against the type of its topic. */
import type { BodyOf, messageSend } from '@gantry/contract'
import type { OutgoingMessage } from '@gantry/remoting'
import {
  bodyProblem,
  deliverTimeProblem,
  MAX_PROPERTIES_BYTES,
  type MessageType,
  problem,
} from '@gantry/rules'
import { AppError } from '../platform/http/app-error.ts'
import { fieldError } from '../platform/http/validation.ts'

type Typed = BodyOf<typeof messageSend>

/**
 * @param messageType null where brokers keep no type and the console noted none: any one kind is taken
 * @throws AppError VALIDATION naming the field
 */
export function outgoingMessage(
  wireTopic: string,
  typed: Typed,
  messageType: MessageType | null,
  nowMs: number,
): OutgoingMessage {
  requireKind(typed, messageType)
  const body = bodyOf(typed)
  if (body.length === 0) throw fieldError('body', problem('required'))
  const tooLarge = bodyProblem(messageType ?? 'NORMAL', body.length)
  if (tooLarge) throw fieldError('body', tooLarge)
  const deliverAtMs = typed.deliverAt === undefined ? undefined : Date.parse(typed.deliverAt)
  const tooLate = deliverAtMs === undefined ? undefined : deliverTimeProblem(deliverAtMs, nowMs)
  if (tooLate) throw fieldError('deliverAt', tooLate)
  requireSmallProperties(typed)
  return {
    topic: wireTopic,
    body,
    keys: typed.keys,
    properties: typed.properties,
    ...(typed.tag !== undefined && { tag: typed.tag }),
    ...(typed.shardingKey !== undefined && { shardingKey: typed.shardingKey }),
    // A time in the past means at once, which is a message without a time.
    ...(deliverAtMs !== undefined && deliverAtMs > nowMs && { deliverAtMs }),
  }
}

/** Which fields make a message of a kind, and which types of topic take it. */
const KINDS = {
  shardingKey: { types: ['PARTITIONALLY_ORDERED', 'GLOBALLY_ORDERED'], requiredBy: 'PARTITIONALLY_ORDERED' },
  deliverAt: { types: ['DELAYED'], requiredBy: undefined },
  transaction: { types: ['TRANSACTIONAL'], requiredBy: 'TRANSACTIONAL' },
} as const satisfies Record<string, { types: readonly MessageType[]; requiredBy: MessageType | undefined }>

const KIND_FIELDS = ['shardingKey', 'deliverAt', 'transaction'] as const

function requireKind(typed: Typed, messageType: MessageType | null): void {
  const given = KIND_FIELDS.filter(field => typed[field] !== undefined)
  for (const field of KIND_FIELDS) {
    const { types, requiredBy } = KINDS[field]
    const isGiven = typed[field] !== undefined
    if (!isGiven && messageType === requiredBy) throw fieldError(field, problem('required'))
    const isTaken = messageType === null ? given.length === 1 : types.some(type => type === messageType)
    if (!isGiven || isTaken) continue
    const kind = messageType ?? 'untyped'
    throw invalid(
      field,
      `A message to this topic (${kind}) cannot have this: it is one of ordered, delayed, transactional.`,
    )
  }
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

function bodyOf({ body, encoding }: Typed): Buffer {
  if (encoding === 'text') return Buffer.from(body)
  const digits = body.replace(/\s/g, '')
  if (!BASE64.test(digits)) throw invalid('body', 'This is not Base64.')
  return Buffer.from(digits, 'base64')
}

function requireSmallProperties({ properties }: Typed): void {
  // Name and value each end in a separator of one byte.
  const actual = Object.entries(properties).reduce(
    (bytes, [name, value]) => bytes + Buffer.byteLength(name) + Buffer.byteLength(value) + 2,
    0,
  )
  if (actual > MAX_PROPERTIES_BYTES) {
    throw fieldError('properties', problem('propertiesTooLarge', { actual, max: MAX_PROPERTIES_BYTES }))
  }
}

export function invalid(path: string, message: string): AppError {
  return new AppError('VALIDATION', `${path}: ${message}`, { fields: [{ path, code: 'invalid', message }] })
}
