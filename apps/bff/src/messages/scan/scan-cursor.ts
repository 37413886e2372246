/**
 * Where a search by time goes on: of each queue the offsets that are left. With it every page costs the same, and any replica
 * serves it. It comes back from outside: names in it are compared with the topic's route, never followed.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { PlacedQueue } from '@gantry/remoting'
import { z } from 'zod'
import { AppError } from '../../platform/http/app-error.ts'

export type ScanOrder = 'newest' | 'oldest'

/** What is left of one queue: from `begin` up to `end`, which is not in it any more. */
export interface QueueRange {
  readonly queue: PlacedQueue
  readonly begin: bigint
  readonly end: bigint
}

export interface ScanCursor {
  readonly order: ScanOrder
  /** Messages in the whole range. */
  readonly total: bigint
  readonly left: readonly QueueRange[]
}

const offset = z.string().regex(/^\d{1,19}$/)
const written = z.tuple([
  z.enum(['newest', 'oldest']),
  offset,
  z.array(z.tuple([z.string(), z.array(z.tuple([z.int().min(0), offset, offset]))])),
])

/** A route has a few thousand queues at most. */
const MAX_INFLATED_BYTES = 512 * 1024

export function writeScanCursor({ order, total, left }: ScanCursor): string {
  const brokers = Map.groupBy(left, ({ queue }) => queue.node.brokerName)
  const queues = [...brokers].map(([brokerName, ranges]) => [
    brokerName,
    ranges.map(({ queue, begin, end }) => [queue.queueId, begin.toString(), end.toString()]),
  ])
  return deflateRawSync(JSON.stringify([order, total.toString(), queues])).toString('base64url')
}

/** @throws AppError VALIDATION for what was not made by {@link writeScanCursor} */
export function readScanCursor(cursor: string, queues: readonly PlacedQueue[]): ScanCursor {
  const byName = new Map(queues.map(queue => [nameOf(queue.node.brokerName, queue.queueId), queue]))
  const [order, total, brokers] = parse(cursor)
  const left = brokers.flatMap(([brokerName, ranges]) =>
    ranges.flatMap(([queueId, begin, end]) => {
      const queue = byName.get(nameOf(brokerName, queueId))
      return queue ? [{ queue, begin: BigInt(begin), end: BigInt(end) }] : []
    }),
  )
  return { order, total: BigInt(total), left }
}

function parse(cursor: string): z.infer<typeof written> {
  try {
    const json = inflateRawSync(Buffer.from(cursor, 'base64url'), { maxOutputLength: MAX_INFLATED_BYTES })
    return written.parse(JSON.parse(json.toString()))
  } catch (error) {
    const message = 'Take the cursor from nextCursor of the page before.'
    const fields = [{ path: 'cursor', code: 'invalid', message }]
    throw new AppError('VALIDATION', `cursor: ${message}`, { fields, cause: error })
  }
}

function nameOf(brokerName: string, queueId: number): string {
  return `${queueId} ${brokerName}`
}
