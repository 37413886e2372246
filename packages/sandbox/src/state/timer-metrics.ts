/** How many timed messages wait, by topic. Imitates `store/timer/TimerMetrics`; a topic stays when nothing waits any more. */
import type { DataVersion } from '@gantry/remoting/internal'
import type { TimerMetrics as TimerMetricsBody } from '@gantry/remoting/requests'
import type { Clock } from '../clock.ts'
import { firstVersion, nextVersion } from './data-version.ts'

interface Count {
  readonly count: number
  readonly timeStamp: number
}

export class TimerMetrics {
  private readonly clock: Clock
  private readonly counts = new Map<string, Count>()
  private dataVersion: DataVersion

  constructor(clock: Clock) {
    this.clock = clock
    this.dataVersion = firstVersion(clock)
  }

  add(topic: string, value: number): void {
    const count = (this.counts.get(topic)?.count ?? 0) + value
    this.counts.set(topic, { count, timeStamp: this.clock.now() })
    this.dataVersion = nextVersion(this.dataVersion, this.clock)
  }

  snapshot(): TimerMetricsBody {
    const timingCount = new Map(
      [...this.counts].map(([topic, { count, timeStamp }]) => [topic, { count: BigInt(count), timeStamp }]),
    )
    return { timingCount, dataVersion: this.dataVersion }
  }
}
