/** Time as the sandbox sees it. Whatever waits or has an age uses a `Clock`, so that tests can hold it. */

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Runs `action` once, `delayMs` from now or later. */
  after(delayMs: number, action: () => void): Alarm
}

export interface Alarm {
  cancel(): void
}

/** The longest that a timer of Node waits. */
const LONGEST_TIMER_MS = 2_147_483_647

/** The time of the machine. Its timers do not keep the process alive. */
export function systemClock(): Clock {
  return { now: Date.now, after: startTimer }
}

/** A clock that runs so many times as fast as the machine's, from now on. Clients keep the machine's time. */
export function fastClock(factor: number): Clock {
  const startedMs = Date.now()
  return {
    now: () => Math.floor(startedMs + (Date.now() - startedMs) * factor),
    after: (delayMs, action) => startTimer(Math.ceil(delayMs / factor), action),
  }
}

function startTimer(delayMs: number, action: () => void): Alarm {
  const dueAt = Date.now() + delayMs
  let timer: NodeJS.Timeout
  const wait = (leftMs: number): void => {
    timer = setTimeout(() => (dueAt - Date.now() > 0 ? wait(dueAt - Date.now()) : action()), bounded(leftMs))
    timer.unref()
  }
  wait(delayMs)
  return { cancel: () => clearTimeout(timer) }
}

function bounded(delayMs: number): number {
  return Math.min(Math.max(delayMs, 0), LONGEST_TIMER_MS)
}

interface DueAction {
  readonly dueAt: number
  readonly action: () => void
}

/** A clock that stands still until it is told to go on. */
export class ManualClock implements Clock {
  private nowMs: number
  private readonly waiting = new Set<DueAction>()

  constructor(nowMs = 1_700_000_000_000) {
    this.nowMs = nowMs
  }

  now(): number {
    return this.nowMs
  }

  after(delayMs: number, action: () => void): Alarm {
    const due = { dueAt: this.nowMs + Math.max(delayMs, 0), action }
    this.waiting.add(due)
    return { cancel: () => void this.waiting.delete(due) }
  }

  /** Moves on by so much. What falls due on the way runs at its time, the earliest first. */
  advance(ms: number): void {
    const until = this.nowMs + ms
    for (let next = this.earliest(until); next !== undefined; next = this.earliest(until)) {
      this.waiting.delete(next)
      this.nowMs = Math.max(this.nowMs, next.dueAt)
      next.action()
    }
    this.nowMs = until
  }

  private earliest(until: number): DueAction | undefined {
    let found: DueAction | undefined
    for (const due of this.waiting) {
      if (due.dueAt <= until && (found === undefined || due.dueAt < found.dueAt)) found = due
    }
    return found
  }
}

/** A clock that is wrong by as much as `skewMs` says at the moment, such as that of one broker among others. */
export function skewedClock(clock: Clock, skewMs: () => number): Clock {
  return { now: () => clock.now() + skewMs(), after: (delayMs, action) => clock.after(delayMs, action) }
}
