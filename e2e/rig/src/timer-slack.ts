import { writeFileSync } from 'node:fs'

/**
 * How late the timers of programs may be that this process starts from now on, so that the kernel wakes them for many at once.
 * @param ms 0: as usual. Where the kernel is not Linux, nothing happens.
 */
export function letTimersBeLate(ms: number): void {
  try {
    writeFileSync('/proc/self/timerslack_ns', String(ms * 1_000_000))
  } catch {
    // Timers are as exact as they always are.
  }
}
