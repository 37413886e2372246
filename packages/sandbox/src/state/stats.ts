/**
 * Counters of a broker, by name and key, with what came together over the last minute, hour and day.
 * Imitates `store/stats/BrokerStatsManager` and `common/stats/StatsItem`: figures change when a sample is taken, every ten seconds,
 * ten minutes and hour.
 */
import type { BrokerStatsData, BrokerStatsItem } from '@gantry/remoting/requests'
import type { Clock } from '../clock.ts'
import { entryOf } from './entry-of.ts'

interface Sample {
  readonly at: number
  readonly value: number
  readonly times: number
}

interface Span {
  readonly stepMs: number
  readonly samples: number
}

const MINUTE: Span = { stepMs: 10_000, samples: 7 }
const HOUR: Span = { stepMs: 600_000, samples: 7 }
const DAY: Span = { stepMs: 3_600_000, samples: 25 }
const SPANS = [MINUTE, HOUR, DAY]

export const STATS_STEP_MS = MINUTE.stepMs

class Item {
  value = 0
  times = 0
  private readonly samples = new Map<Span, Sample[]>(SPANS.map(span => [span, []]))

  sample(span: Span, now: number): void {
    const taken = this.samples.get(span) ?? []
    if (taken.length === 0) taken.push({ at: now - span.stepMs, value: 0, times: 0 })
    taken.push({ at: now, value: this.value, times: this.times })
    if (taken.length > span.samples) taken.shift()
  }

  over(span: Span): BrokerStatsItem {
    const taken = this.samples.get(span) ?? []
    const [first, last] = [taken[0], taken.at(-1)]
    if (first === undefined || last === undefined) return { sum: 0n, tps: 0, avgpt: 0 }
    const sum = last.value - first.value
    const times = last.times - first.times
    return {
      sum: BigInt(sum),
      tps: (sum * 1000) / (last.at - first.at),
      avgpt: times > 0 ? sum / times : 0,
    }
  }
}

export class Stats {
  private readonly clock: Clock
  private readonly items = new Map<string, Map<string, Item>>()
  private samplesTaken = 0

  constructor(clock: Clock) {
    this.clock = clock
  }

  /** @param times how often it came; more than one value may come at once, such as the messages of a batch */
  add(name: string, key: string, value: number, times = 1): void {
    const byKey = entryOf(this.items, name, () => new Map<string, Item>())
    const item = entryOf(byKey, key, () => new Item())
    item.value += value
    item.times += times
  }

  /** Undefined when nothing was ever counted. */
  of(name: string, key: string): BrokerStatsData | undefined {
    const item = this.items.get(name)?.get(key)
    if (item === undefined) return undefined
    return { statsMinute: item.over(MINUTE), statsHour: item.over(HOUR), statsDay: item.over(DAY) }
  }

  /** A second, over the last minute. */
  tps(name: string, key: string): number {
    return this.items.get(name)?.get(key)?.over(MINUTE).tps ?? 0
  }

  /** To be called every STATS_STEP_MS. */
  sample(): void {
    const now = this.clock.now()
    const due = SPANS.filter(({ stepMs }) => (this.samplesTaken * STATS_STEP_MS) % stepMs === 0)
    this.samplesTaken++
    for (const byKey of this.items.values()) {
      for (const item of byKey.values()) for (const span of due) item.sample(span, now)
    }
  }

  /** Forgets what was counted for a topic, or for a topic and a group as `topic@group`. */
  remove(key: string): void {
    for (const byKey of this.items.values()) byKey.delete(key)
  }
}
