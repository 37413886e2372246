/** A total, and what it was this and the last midnight. Imitates `store/stats/BrokerStats`. */
import type { Clock } from '../clock.ts'

export class DayTotals {
  private readonly clock: Clock
  private day: string
  private total = 0
  private today = 0
  private yesterday = 0

  constructor(clock: Clock) {
    this.clock = clock
    this.day = this.dayNow()
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
    const day = this.dayNow()
    if (day === this.day) return
    this.day = day
    this.yesterday = this.today
    this.today = this.total
  }

  /** Days begin at midnight where this process runs. */
  private dayNow(): string {
    return new Date(this.clock.now()).toDateString()
  }
}
