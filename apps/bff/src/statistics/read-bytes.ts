/**
 * How many bytes went through, as brokers estimate it: they sample their counters every ten seconds and tell the sum of the last
 * minute, which is not the minute of the clock.
 */
import { type Admin, BrokerRefused, fanOut } from '@gantry/remoting'
import { type Line, sumKeyOf } from './instance-lines.ts'

const STATS_NAMES = { production: 'TOPIC_PUT_SIZE', consumption: 'GROUP_GET_SIZE' } as const
const TIMEOUT_MS = 10_000
/** A broker has counted nothing under that name since it started. */
const SYSTEM_ERROR = 1

interface Counter {
  readonly line: Line
  readonly wireKey: string
  readonly addr: string
}

/** @returns an entry for each line that it is known of, and that messages went through; sums included */
export async function readBytes(
  admin: Admin,
  addrs: readonly string[],
  lines: readonly Line[],
  signal: AbortSignal,
): Promise<ReadonlyMap<Line, bigint>> {
  const counters = lines.flatMap(line => {
    const { wireKey, messages } = line
    if (wireKey === undefined || messages === null || messages === 0n) return []
    return addrs.map((addr): Counter => ({ line, wireKey, addr }))
  })
  const { answered, failed } = await fanOut(counters, counter => bytesAt(admin, counter, signal), {
    placeOf: ({ addr }) => addr,
    signal,
  })
  const bytes = new Map<Line, bigint>()
  for (const { item, value } of answered) bytes.set(item.line, (bytes.get(item.line) ?? 0n) + value)
  for (const { item } of failed) bytes.delete(item.line)
  // Messages that the broker has not sampled yet are not without bytes.
  return withSums(lines, new Map([...bytes].filter(([, sum]) => sum > 0n)))
}

function withSums(lines: readonly Line[], bytes: ReadonlyMap<Line, bigint>): Map<Line, bigint> {
  const known = new Map(bytes)
  const moving = lines.filter(({ wireKey, messages }) => wireKey !== undefined && messages !== 0n)
  const bySum = Map.groupBy(moving, sumKeyOf)
  for (const sum of lines.filter(({ wireKey }) => wireKey === undefined)) {
    const parts = bySum.get(sumKeyOf(sum)) ?? []
    if (!parts.every(part => bytes.has(part))) continue
    const total = parts.reduce((total, part) => total + (bytes.get(part) ?? 0n), 0n)
    known.set(sum, total)
  }
  return known
}

async function bytesAt(admin: Admin, { line, wireKey, addr }: Counter, signal: AbortSignal): Promise<bigint> {
  try {
    const options = { timeoutMs: TIMEOUT_MS, signal }
    return (await admin.brokers.statsItem(addr, STATS_NAMES[line.kind], wireKey, options)).statsMinute.sum
  } catch (error) {
    if (error instanceof BrokerRefused && error.responseCode === SYSTEM_ERROR) return 0n
    throw error
  }
}
