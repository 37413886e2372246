/**
 * Rebalances again and again: every so often, soon after it did not work out, and at once when told to. One run at a time.
 * Defined in `client/impl/consumer/RebalanceService`.
 */
import { pause, Wakeup } from './waiting.ts'

const AGAIN_AFTER_MS = 1_000
/** Between two runs, so that a group that starts up does not ask without end. */
const REST_MS = 100

export class Rebalancer {
  private readonly rebalance: () => Promise<boolean>
  private readonly intervalMs: number
  private readonly wakeup = new Wakeup()
  private readonly stopping = new AbortController()
  private isWoken = false
  private loop: Promise<void> = Promise.resolve()

  /** @param rebalance must not throw; false when it has to be tried again soon */
  constructor(rebalance: () => Promise<boolean>, intervalMs: number) {
    this.rebalance = rebalance
    this.intervalMs = intervalMs
  }

  /** The first run begins at once. */
  start(): void {
    this.isWoken = true
    this.loop = this.run()
  }

  wake(): void {
    this.isWoken = true
    this.wakeup.wake()
  }

  /** Resolves when no run is under way any more. */
  async stop(): Promise<void> {
    this.stopping.abort()
    this.wakeup.wake()
    await this.loop
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping
    let isSettled = true
    while (!signal.aborted) {
      if (!this.isWoken) await this.wakeup.wait(isSettled ? this.intervalMs : AGAIN_AFTER_MS)
      if (signal.aborted) return
      this.isWoken = false
      isSettled = await this.rebalance()
      await pause(REST_MS, signal)
    }
  }
}
