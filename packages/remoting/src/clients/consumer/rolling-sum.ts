/** The sum of what happened within the last while, in steps of a tenth or so of it. */

interface Step {
  /** Number of the step since 1970. */
  at: number
  sum: number
  count: number
}

export class RollingSum {
  private readonly stepMs: number
  private readonly steps: Step[]
  private readonly nowMs: () => number
  private readonly startedAtMs: number

  /** Covers `stepMs * steps` milliseconds. */
  constructor(stepMs: number, steps: number, nowMs: () => number = Date.now) {
    this.stepMs = stepMs
    this.steps = Array.from({ length: steps }, () => ({ at: -1, sum: 0, count: 0 }))
    this.nowMs = nowMs
    this.startedAtMs = nowMs()
  }

  add(value: number): void {
    const at = Math.floor(this.nowMs() / this.stepMs)
    const step = this.steps[at % this.steps.length]
    if (step === undefined) return
    if (step.at !== at) Object.assign(step, { at, sum: 0, count: 0 })
    step.sum += value
    step.count++
  }

  get sum(): number {
    return this.recent().reduce((sum, step) => sum + step.sum, 0)
  }

  /** Of one addition; 0 when there was none. */
  get average(): number {
    const count = this.recent().reduce((total, step) => total + step.count, 0)
    return count === 0 ? 0 : this.sum / count
  }

  get perSecond(): number {
    const coveredMs = Math.min(this.stepMs * this.steps.length, this.nowMs() - this.startedAtMs)
    return this.sum / Math.max(coveredMs / 1_000, 1)
  }

  private recent(): Step[] {
    const oldest = Math.floor(this.nowMs() / this.stepMs) - this.steps.length
    return this.steps.filter(({ at }) => at > oldest)
  }
}
