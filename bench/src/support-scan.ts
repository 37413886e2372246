/** A search through the whole store for the few messages that are wanted, page by page, and the pulls that it needs. */
import { DEFAULT_DIALECT, type Dialect } from '@gantry/remoting/internal'
import type { RigCluster } from '@gantry/rig'
import { BareSocket } from './bare-socket.ts'
import type { Console } from './console.ts'
import { residentMb } from './process-figures.ts'
import { pull, queueIds } from './support-floors.ts'
import { STORE } from './support-plan.ts'

export interface Scanned {
  readonly ms: number
  readonly found: number
  /** Messages that the console says it has looked at. */
  readonly scanned: number
  /** Of the server, as seen after each page. */
  readonly mostResidentMb: number
}

/** @param path a search below `/api/v1`, without its cursor */
export async function scanAll({ get, pid }: Console, path: string): Promise<Scanned> {
  const start = performance.now()
  let [found, scanned, mostResidentMb] = [0, 0, 0]
  let cursor = ''
  for (;;) {
    const page = JSON.parse(await get(`${path}${cursor}`))
    if (page.partial !== null) throw new Error(`${path} is not whole.`)
    found += page.items.length
    scanned = page.progress.scanned
    mostResidentMb = Math.max(mostResidentMb, residentMb(pid))
    if (page.nextCursor === null) return { ms: performance.now() - start, found, scanned, mostResidentMb }
    cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`
  }
}

/** Pulls under way at once. */
const IN_FLIGHT = 64

/**
 * All messages through the bare socket.
 * @param step entries of a queue that one pull goes over
 * @returns how long it takes, in ms
 */
export async function scanFloorMs(
  { brokers, credentials }: RigCluster,
  messages: number,
  tag: string,
  step: number,
): Promise<number> {
  using socket = await BareSocket.open(brokers[0]?.addr ?? '')
  const dialect: Dialect = { ...DEFAULT_DIALECT, credentials }
  const pullsOfAQueue = Math.ceil(messages / STORE.queues / step)
  const pulls = Array.from({ length: pullsOfAQueue }, (_, index) => BigInt(index * step)).flatMap(offset =>
    queueIds().map(queueId => pull(queueId, offset, tag, step)),
  )
  const start = performance.now()
  for (let sent = 0; sent < pulls.length; sent += IN_FLIGHT) {
    await socket.roundTrip(() => pulls.slice(sent, sent + IN_FLIGHT).map(encode => encode(dialect)))
  }
  return performance.now() - start
}
