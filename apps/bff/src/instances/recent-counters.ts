/**
 * Counters of brokers that were read a moment ago, so that many readers together ask brokers like one. Each says when it was read.
 * Nothing is lost by it: brokers themselves count anew every ten seconds.
 */
import type { Clock } from '../platform/clock.ts'

export interface ReadCounter {
  readonly value: number
  /** Milliseconds since 1970, UTC. */
  readonly readAtMs: number
}

interface Reading {
  readonly counter: Promise<ReadCounter>
  readonly begunAtMs: number
}

const FRESH_MS = 5_000

export class RecentCounters {
  private readonly clock: Clock
  /** In the order of their reading. */
  private readonly readings = new Map<string, Reading>()

  constructor(clock: Clock) {
    this.clock = clock
  }

  /** @param ask is called when the counter was not read lately; others may wait for the same answer. A failure is not kept. */
  read(key: string, ask: () => Promise<number>): Promise<ReadCounter> {
    const readAtMs = this.clock.nowMs()
    this.forgetOld(readAtMs)
    const known = this.readings.get(key)
    if (known) return known.counter
    const counter = ask().then(value => ({ value, readAtMs }))
    const reading = { counter, begunAtMs: readAtMs }
    this.readings.set(key, reading)
    counter.catch(() => {
      if (this.readings.get(key) === reading) this.readings.delete(key)
    })
    return counter
  }

  private forgetOld(nowMs: number): void {
    for (const [key, { begunAtMs }] of this.readings) {
      if (nowMs - begunAtMs < FRESH_MS) return
      this.readings.delete(key)
    }
  }
}
