/** What is going on right now, so that a stop can wait for it, and in the end cut it off. */
export interface Work {
  /** Aborted when time is up: whatever still runs must end now. */
  readonly cutOff: AbortSignal
  /** @returns tells that this piece of work is done; further calls do nothing */
  begin(): () => void
  /** @returns whether everything was done in time */
  settle(timeoutMs: number): Promise<boolean>
  abort(): void
}

export function createWork(): Work {
  const controller = new AbortController()
  let pieces = 0
  let idle = Promise.withResolvers<void>()
  idle.resolve()
  return {
    cutOff: controller.signal,
    begin() {
      if (pieces === 0) idle = Promise.withResolvers<void>()
      pieces++
      let isDone = false
      return () => {
        if (isDone) return
        isDone = true
        pieces--
        if (pieces === 0) idle.resolve()
      }
    },
    async settle(timeoutMs) {
      const late = Promise.withResolvers<void>()
      const timer = setTimeout(late.resolve, timeoutMs)
      await Promise.race([idle.promise, late.promise])
      clearTimeout(timer)
      return pieces === 0
    },
    abort: () => controller.abort(),
  }
}
