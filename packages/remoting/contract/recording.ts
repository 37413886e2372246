/**
 * Remembers what became of every request that clients of this process sent, so that the suite can tell what it has really
 * covered. Importing this file switches it on.
 */
import { BrokerRefused, UnsupportedByBroker } from '../src/errors.ts'
import type { AnyRequestLayout, RequestLayout } from '../src/protocol/layout.ts'
import type { CallOptions } from '../src/transport/connection.ts'
import type { Reply, RequestInput } from '../src/transport/exchange.ts'
import { ConnectionPool } from '../src/transport/pool.ts'

/** A call as it was made, to be made again. */
export interface SentCall {
  readonly addr: string
  readonly layout: AnyRequestLayout
  readonly input: RequestInput<unknown, unknown>
}

export interface RequestRecord {
  answered: number
  refused: number
  unsupported: number
  /** The last call that was answered. */
  lastAnswered: SentCall | undefined
}

const records = new Map<string, RequestRecord>()
const { call } = ConnectionPool.prototype

ConnectionPool.prototype.call = async function recordedCall<H, B, R, P>(
  this: ConnectionPool,
  addr: string,
  layout: RequestLayout<H, B, R, P>,
  input: RequestInput<H, B>,
  options?: CallOptions,
): Promise<Reply<R, P>> {
  const record = recordOf(layout.name)
  try {
    const reply: Reply<R, P> = await Reflect.apply(call, this, [addr, layout, input, options])
    record.answered++
    record.lastAnswered = { addr, layout, input: input as RequestInput<unknown, unknown> }
    return reply
  } catch (error) {
    if (error instanceof UnsupportedByBroker) record.unsupported++
    else if (error instanceof BrokerRefused) record.refused++
    throw error
  }
}

/** What became of the calls of a request, by RocketMQ's name of it. */
export function recordOf(name: string): RequestRecord {
  const known = records.get(name)
  if (known) return known
  const fresh: RequestRecord = { answered: 0, refused: 0, unsupported: 0, lastAnswered: undefined }
  records.set(name, fresh)
  return fresh
}

/** Notes a request that a broker sent to a client of this process and that was answered or taken. */
export function recordServed(name: string): void {
  recordOf(name).answered++
}
