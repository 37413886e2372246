/** One change of a key at a time, whichever replica makes it: none may write what another has just taken back. */
import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { AppContext } from '../platform/context.ts'
import { releaseLease, takeLease } from '../platform/jobs/standing-lease.ts'

type Needs = Pick<AppContext, 'db' | 'clock' | 'log'>

/** A replica that dies holds others up for so long. */
const LEASE_MS = 30_000
const RENEW_MS = 10_000
const LOOK_MS = 50

/**
 * Waits for its turn. What is to be written must be read inside of `change`.
 * @throws what `change` throws; the signal's reason
 */
export async function inTurn<T>(
  needs: Needs,
  accessKeys: readonly string[],
  signal: AbortSignal,
  change: () => Promise<T>,
): Promise<T> {
  const holder = randomUUID()
  // All in one order: two that want the same keys must not wait for each other.
  const names = accessKeys.toSorted().map(key => `access ${key}`)
  const taken: string[] = []
  try {
    for (const name of names) {
      while (!(await take(needs, name, holder))) await setTimeout(LOOK_MS, undefined, { signal })
      taken.push(name)
    }
    const renewal = setInterval(() => void renew(needs, names, holder), RENEW_MS)
    try {
      return await change()
    } finally {
      clearInterval(renewal)
    }
  } finally {
    await Promise.all(taken.map(name => releaseLease(needs.db, name, holder)))
  }
}

function take({ db, clock }: Needs, name: string, holder: string): Promise<boolean> {
  const nowMs = clock.nowMs()
  return takeLease(db, name, { holder, nowMs, untilMs: nowMs + LEASE_MS })
}

async function renew(needs: Needs, names: readonly string[], holder: string): Promise<void> {
  try {
    for (const name of names) await take(needs, name, holder)
  } catch (error) {
    needs.log.warn({ err: error }, 'the turn of an access key could not be kept')
  }
}
