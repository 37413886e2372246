/** Unique IDs for messages whose senders gave them none. */
import { uniqueMessageIds } from '@gantry/remoting/internal'
import type { Clock } from '../clock.ts'

/** Any number that no producer of this process uses. */
const INSTANCE_HASH = 0x5a_4d_42_58
const sources = new WeakMap<Clock, () => string>()

export function newUniqueId(clock: Clock): string {
  let next = sources.get(clock)
  if (next === undefined) {
    next = uniqueMessageIds({
      host: '127.0.0.1',
      pid: process.pid,
      instanceHash: INSTANCE_HASH,
      nowMs: () => clock.now(),
    })
    sources.set(clock, next)
  }
  return next()
}
