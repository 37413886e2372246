/** The requests of one connection that wait for their answer, each with its time limit and abort signal. */
import { RemotingError } from '../errors.ts'
import type { Frame } from '../protocol/frame.ts'

export interface Waiter {
  readonly request: string
  /** An answer, or, when one-way, that the peer takes the request. */
  readonly awaits: 'answer' | 'delivery'
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
  readonly resolve: (frame: Frame) => void
  readonly reject: (error: unknown) => void
}

interface Entry extends Waiter {
  readonly timer: NodeJS.Timeout
  readonly onAbort: (() => void) | undefined
}

/** What a timer of Node.js can hold; a longer one would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

export class PendingCalls {
  private readonly addr: string
  private readonly onSettled: (opaque: number) => void
  private readonly entries = new Map<number, Entry>()

  constructor(addr: string, onSettled: (opaque: number) => void) {
    this.addr = addr
    this.onSettled = onSettled
  }

  get size(): number {
    return this.entries.size
  }

  has(opaque: number): boolean {
    return this.entries.has(opaque)
  }

  add(opaque: number, waiter: Waiter): void {
    const timeoutMs = Math.min(waiter.timeoutMs, LONGEST_TIMER_MS)
    const timer = setTimeout(() => this.fail(opaque, this.timedOut(waiter)), timeoutMs)
    const onAbort = waiter.signal && (() => this.fail(opaque, abortedCall(this.addr, waiter.request)))
    if (onAbort) waiter.signal?.addEventListener('abort', onAbort, { once: true })
    this.entries.set(opaque, { ...waiter, timer, onAbort })
  }

  /** Hands a response to its call. False when none waits: it came late, twice, or was never asked for. */
  answer(frame: Frame): boolean {
    const entry = this.take(frame.header.opaque)
    if (entry === undefined) return false
    entry.resolve(frame)
    this.onSettled(frame.header.opaque)
    return true
  }

  /** Takes a call out without an outcome. False when it was no longer there. */
  remove(opaque: number): boolean {
    if (this.take(opaque) === undefined) return false
    this.onSettled(opaque)
    return true
  }

  failAll(errorFor: (request: string) => unknown): void {
    for (const opaque of [...this.entries.keys()]) {
      const entry = this.take(opaque)
      entry?.reject(errorFor(entry.request))
    }
  }

  private fail(opaque: number, error: unknown): void {
    const entry = this.take(opaque)
    if (entry === undefined) return
    entry.reject(error)
    this.onSettled(opaque)
  }

  private take(opaque: number): Entry | undefined {
    const entry = this.entries.get(opaque)
    if (entry === undefined) return undefined
    this.entries.delete(opaque)
    clearTimeout(entry.timer)
    if (entry.onAbort) entry.signal?.removeEventListener('abort', entry.onAbort)
    return entry
  }

  private timedOut({ request, timeoutMs, awaits }: Waiter): RemotingError {
    const missed = awaits === 'answer' ? 'answer' : 'take'
    return new RemotingError(
      'CALL_TIMEOUT',
      `${this.addr} did not ${missed} ${request} within ${timeoutMs} ms: check that it is a RocketMQ address, and how busy it is.`,
      { addr: this.addr, request },
    )
  }
}

export function abortedCall(addr: string, request: string): RemotingError {
  return new RemotingError('ABORTED', `${request} to ${addr} was given up by the caller.`, { addr, request })
}
