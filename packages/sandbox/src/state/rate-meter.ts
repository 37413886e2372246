/** How much came in a second, over the last ten minutes at most. Imitates what `store/StoreStatsService` tells of rates. */
import type { Clock } from '../clock.ts'

const KEPT_SECONDS = 601

export class RateMeter {
  total = 0
  private readonly clock: Clock
  private readonly counts = new Uint32Array(KEPT_SECONDS)
  private second: number

  constructor(clock: Clock) {
    this.clock = clock
    this.second = Math.floor(clock.now() / 1000)
  }

  add(count: number): void {
    this.moveOn()
    const at = this.second % KEPT_SECONDS
    this.counts[at] = (this.counts[at] ?? 0) + count
    this.total += count
  }

  /** Three numbers with spaces between: over 10, 60 and 600 seconds. */
  text(): string {
    return [10, 60, 600].map(seconds => this.over(seconds).toFixed(1)).join(' ')
  }

  /** A second, over as many whole seconds before this one. */
  over(seconds: number): number {
    this.moveOn()
    let sum = 0
    for (let back = 1; back <= seconds; back++) {
      sum += this.counts[(((this.second - back) % KEPT_SECONDS) + KEPT_SECONDS) % KEPT_SECONDS] ?? 0
    }
    return sum / seconds
  }

  private moveOn(): void {
    const now = Math.floor(this.clock.now() / 1000)
    const steps = Math.min(Math.max(now - this.second, 0), KEPT_SECONDS)
    for (let step = 1; step <= steps; step++) this.counts[(now - steps + step) % KEPT_SECONDS] = 0
    this.second = Math.max(now, this.second)
  }
}
