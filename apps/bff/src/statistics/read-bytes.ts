/**
 * How many bytes went through, as brokers estimate it: they sample their counters every ten seconds and tell the sum of the last
 * minute, which is not the minute of the clock.
 */
import { type Admin, BrokerRefused, fanOut } from '@gantry/remoting'
import { CALLS_AT_ONCE } from './calls-at-once.ts'
import type { Line } from './instance-lines.ts'

const STATS_NAMES = { production: 'TOPIC_PUT_SIZE', consumption: 'GROUP_GET_SIZE' } as const
const TIMEOUT_MS = 10_000
/** A broker has counted nothing under that name since it started. */
const SYSTEM_ERROR = 1

interface Counter {
  readonly line: Line
  readonly statsName: string
  readonly addr: string
}

/** @returns an entry for each line that it is known of */
export async function readBytes(
  admin: Admin,
  addrs: readonly string[],
  lines: readonly Line[],
  signal: AbortSignal,
): Promise<ReadonlyMap<Line, number>> {
  const counters = lines.flatMap(line => {
    const isMoving = (line.figures.messages ?? 0) > 0
    if (line.kind === 'group' || !isMoving) return []
    const statsName = STATS_NAMES[line.kind]
    return addrs.map((addr): Counter => ({ line, statsName, addr }))
  })
  const { answered, failed } = await fanOut(counters, counter => bytesAt(admin, counter, signal), {
    placeOf: ({ addr }) => addr,
    perPlace: CALLS_AT_ONCE,
    signal,
  })
  const bytes = new Map<Line, number>()
  for (const { item, value } of answered) bytes.set(item.line, (bytes.get(item.line) ?? 0) + value)
  for (const { item } of failed) bytes.delete(item.line)
  // Messages that the broker has not sampled yet are not without bytes.
  const known = [...bytes].filter(([, sum]) => sum > 0)
  const idle = lines.filter(({ figures }) => figures.messages === 0).map(line => [line, 0] as const)
  return new Map([...known, ...idle])
}

async function bytesAt(
  admin: Admin,
  { line, statsName, addr }: Counter,
  signal: AbortSignal,
): Promise<number> {
  try {
    const options = { timeoutMs: TIMEOUT_MS, signal }
    const { statsMinute } = await admin.brokers.statsItem(addr, statsName, line.wireKey, options)
    return Number(statsMinute.sum)
  } catch (error) {
    if (error instanceof BrokerRefused && error.responseCode === SYSTEM_ERROR) return 0
    throw error
  }
}
