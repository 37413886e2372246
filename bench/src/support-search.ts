/** Searches by time through the store: pages at the top and far down, and scans for the few that are wanted. */
import type { Row } from './benchmark.ts'
import { nearFloor } from './floor-rows.ts'
import { type Desk, demand, measured } from './support-desk.ts'
import { firstPageFloor, ONE_PULL, pageFloor } from './support-floors.ts'
import { STORE } from './support-plan.ts'
import { scanAll, scanFloorMs } from './support-scan.ts'

/** How far down a search is followed before its pages are measured again. */
const DEEP_SHARE = 0.9
const LONGEST_PAGE = 256
const SCAN_PER_SECOND = 150_000
/** As the tower's benchmark allows after an hour of clicking. */
export const MOST_RESIDENT_MB = 220
/** Entries of a queue that brokers pass over in one pull by tag. */
const PASSED_OVER = 16_384

export async function* searchRows(desk: Desk): AsyncGenerator<Row> {
  yield* pageRows(desk)
  const condition = `filter=${encodeURIComponent(`region = '${STORE.rareRegion}'`)}`
  yield await scanRow(desk, 'condition', condition, '*', ONE_PULL)
  yield await scanRow(desk, 'tag', `tag=${STORE.rareTag}`, STORE.rareTag, PASSED_OVER)
}

async function* pageRows(desk: Desk): AsyncGenerator<Row> {
  const { messages, fromMs } = desk
  const end = BigInt(Math.floor(messages / STORE.queues))
  const path = hourOf(desk)
  const first = page(desk, path)
  yield nearFloor(await measured(desk, "first page of a topic's hour", firstPageFloor(fromMs, end), first))
  const second = page(desk, `${path}&cursor=${await first()}`)
  yield nearFloor(await measured(desk, 'its second page', pageFloor(end - BigInt(ONE_PULL)), second))
  const { cursor, depth } = await deepCursor(desk)
  const deepEnd = end - BigInt(Math.floor(depth / STORE.queues))
  const deep = page(desk, `${path}&cursor=${cursor}`)
  yield nearFloor(
    await measured(desk, `its page behind ${depth.toLocaleString('en')} messages`, pageFloor(deepEnd), deep),
  )
}

function hourOf({ instance, fromMs }: Desk): string {
  return `${instance}/topics/${STORE.topic}/messages?from=${new Date(fromMs).toISOString()}`
}

/** Asks for one page. @returns the cursor behind it, as it goes into a URL */
function page({ console }: Desk, path: string): () => Promise<string> {
  return async () => {
    const { items, nextCursor, partial } = JSON.parse(await console.get(`${path}&limit=${ONE_PULL}`))
    demand(items.length === ONE_PULL && partial === null, path)
    return encodeURIComponent(nextCursor)
  }
}

async function deepCursor(desk: Desk): Promise<{ cursor: string; depth: number }> {
  const { console, messages } = desk
  const path = `${hourOf(desk)}&limit=${LONGEST_PAGE}`
  let cursor = ''
  for (;;) {
    const { nextCursor, progress } = JSON.parse(await console.get(`${path}${cursor && `&cursor=${cursor}`}`))
    cursor = encodeURIComponent(nextCursor)
    if (progress.scanned >= messages * DEEP_SHARE) return { cursor, depth: progress.scanned }
  }
}

async function scanRow(desk: Desk, kind: string, query: string, tag: string, step: number): Promise<Row> {
  const { cluster, console, messages } = desk
  const floorMs = await scanFloorMs(cluster, messages, tag, step)
  const { ms, found, scanned, mostResidentMb } = await scanAll(console, `${hourOf(desk)}&${query}`)
  demand(found === Math.ceil(messages / STORE.rareIn) && scanned === messages, `The scan by ${kind}`)
  const [perSecond, floorPerSecond] = [perSecondOf(messages, ms), perSecondOf(messages, floorMs)]
  return {
    what: `scan of ${messages.toLocaleString('en')} messages by ${kind}, ${found} found`,
    measured: `${perSecond.toLocaleString('en')} messages/s, resident ${mostResidentMb.toFixed(0)} MB`,
    floor: `${floorPerSecond.toLocaleString('en')} messages/s (${(floorPerSecond / perSecond).toFixed(2)} x)`,
    target: `>= ${SCAN_PER_SECOND.toLocaleString('en')} messages/s, resident <= ${MOST_RESIDENT_MB} MB`,
    met: perSecond >= SCAN_PER_SECOND && mostResidentMb <= MOST_RESIDENT_MB,
  }
}

function perSecondOf(messages: number, ms: number): number {
  return Math.round((messages * 1_000) / ms)
}
