/** Ways to wait that end early when they have to. */

/** Lets others wait until something happens. Who waits checks its condition again: a wake-up may mean something else. */
export class Wakeup {
  private readonly waiting = new Set<() => void>()

  /** Resolves at the next `wake`, or after `timeoutMs`. */
  wait(timeoutMs?: number): Promise<void> {
    return new Promise(resolve => {
      const done = (): void => {
        clearTimeout(timer)
        this.waiting.delete(done)
        resolve()
      }
      const timer = timeoutMs === undefined ? undefined : setTimeout(done, timeoutMs)
      this.waiting.add(done)
    })
  }

  wake(): void {
    for (const done of [...this.waiting]) done()
  }
}

/** Resolves after `delayMs`, or as soon as `signal` is aborted. */
export function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise(resolve => {
    const done = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, delayMs)
    signal.addEventListener('abort', done, { once: true })
  })
}

/** True when `work` came to its end within `timeoutMs`; otherwise it goes on. */
export async function endsWithin(work: Promise<unknown>, timeoutMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<boolean>(resolve => {
    timer = setTimeout(() => resolve(false), timeoutMs)
  })
  const ended = await Promise.race([work.then(() => true), timeout])
  clearTimeout(timer)
  return ended
}
