/** A total, and what it was this and the last midnight. Imitates `store/stats/BrokerStats`. */
import type { Clock } from '../clock.ts'

export class DayTotals {
  private readonly clock: Clock
  /** The day that counts, ms since 1970: from its midnight to before the next, where this process runs. */
  private dayBegins = 0
  private dayEnds = 0
  private total = 0
  private today = 0
  private yesterday = 0

  constructor(clock: Clock) {
    this.clock = clock
    this.beginDay(clock.now())
  }

  get now(): number {
    return this.total
  }

  get todayMorning(): number {
    this.turnPage()
    return this.today
  }

  get yesterdayMorning(): number {
    this.turnPage()
    return this.yesterday
  }

  add(count: number): void {
    this.turnPage()
    this.total += count
  }

  private turnPage(): void {
    const now = this.clock.now()
    if (now >= this.dayBegins && now < this.dayEnds) return
    this.beginDay(now)
    this.yesterday = this.today
    this.today = this.total
  }

  private beginDay(now: number): void {
    this.dayBegins = new Date(now).setHours(0, 0, 0, 0)
    this.dayEnds = new Date(now).setHours(24, 0, 0, 0)
  }
}
