/** Cursors of lists that read queues backwards: what is left of each queue. Opaque to callers. */
import type { BrokerNode } from '@gantry/remoting'
import { z } from 'zod'
import { AppError } from '../http/app-error.ts'
import type { QueueWindow } from './queue-window.ts'

const offset = z
  .string()
  .regex(/^\d{1,19}$/)
  .transform(BigInt)
const shape = z.array(z.tuple([z.string(), z.int().min(0), offset, offset])).max(1_000)

export function toWindowCursor(windows: readonly QueueWindow[]): string {
  const places = windows.map(({ queue, begin, end }) => [
    queue.node.brokerName,
    queue.queueId,
    String(begin),
    String(end),
  ])
  return Buffer.from(JSON.stringify(places)).toString('base64url')
}

/**
 * @param masters where the queues may be: what a cursor says of a broker that is not among them is left out
 * @throws AppError VALIDATION for what was not made by {@link toWindowCursor}
 */
export function fromWindowCursor(
  cursor: string,
  topic: string,
  masters: readonly BrokerNode[],
): QueueWindow[] {
  const nodes = new Map(masters.map(node => [node.brokerName, node]))
  return read(cursor).flatMap(([brokerName, queueId, begin, end]) => {
    const node = nodes.get(brokerName)
    return node && begin < end ? [{ queue: { node, topic, queueId }, begin, end }] : []
  })
}

function read(cursor: string): z.infer<typeof shape> {
  try {
    return shape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
  } catch (error) {
    const message = 'Take the cursor from nextCursor of the page before.'
    throw new AppError('VALIDATION', `cursor: ${message}`, {
      cause: error,
      fields: [{ path: 'cursor', code: 'invalid', message }],
    })
  }
}
