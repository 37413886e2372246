/** What a thread waits for, as far as its frames show it: clients do not name locks, so that the place stands for the lock. */
import type { StackThread } from './parse-stacks.ts'

export interface AwaitedLock {
  /** `monitor of shop.Stock.take`, or a class of `java.util.concurrent`. */
  readonly lock: string
  /** The innermost frame of the application's own. */
  readonly place: string
}

const PARKING =
  /^(?:jdk\.internal\.misc\.Unsafe|sun\.misc\.Unsafe|java\.util\.concurrent\.locks\.(?:LockSupport|AbstractQueued\w*Synchronizer))\b/
const CONCURRENT = /^java\.util\.concurrent\.(?:locks\.)?(\w+)/
const METHOD = /^([^(]+)\(/

/** Undefined for a thread that waits for no lock, such as one that reads from a socket or sleeps. */
export function awaitedLock({ state, frames }: StackThread): AwaitedLock | undefined {
  const [innermost] = frames
  if (innermost === undefined) return undefined
  if (state === 'BLOCKED') return { lock: `monitor of ${methodOf(innermost)}`, place: innermost }
  if (!PARKING.test(innermost)) return undefined
  const rest = frames.slice(frames.findIndex(frame => !PARKING.test(frame)))
  const [, lock] = CONCURRENT.exec(rest[0] ?? '') ?? []
  const place = rest.find(frame => !CONCURRENT.test(frame))
  return lock !== undefined && place !== undefined ? { lock, place } : undefined
}

/** Class and method of a frame, without the line. */
export function methodOf(frame: string): string {
  return METHOD.exec(frame)?.[1] ?? frame
}

/** A thread of a pool that has nothing to do. */
export function isIdle({ frames }: StackThread): boolean {
  return frames.some(frame => /\bThreadPoolExecutor\.getTask\(/.test(frame))
}
