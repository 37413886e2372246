/**
 * Bodies that come unchanged most of the time, such as the table of all topics, in which the broker also writes its version:
 * equal bytes are read once. A broker is asked each time all the same, so nothing is ever out of date.
 */
import type { BodyLayout } from './layout.ts'

/** Of bodies that are remembered, all together; what they were read as takes several times as much. */
const MOST_BYTES = 4 * 1_024 * 1_024

interface Remembered<T> {
  readonly bytes: Buffer
  readonly value: T
}

/** Values are shared by all who read equal bodies: nobody may change one. */
export function remembered<T>(layout: BodyLayout<T>): BodyLayout<T> {
  /** Those that came last are first. */
  let known: Array<Remembered<T>> = []
  return {
    write: layout.write,
    read: body => {
      const found = known.find(({ bytes }) => bytes.equals(body))
      // A copy, since the body is part of all that a connection has read.
      const entry = found ?? { bytes: Buffer.from(body), value: layout.read(body) }
      known = withinBounds([entry, ...known.filter(other => other !== entry)])
      return entry.value
    },
  }
}

function withinBounds<T>(entries: ReadonlyArray<Remembered<T>>): Array<Remembered<T>> {
  let total = 0
  return entries.filter(({ bytes }) => {
    total += bytes.length
    return total <= MOST_BYTES
  })
}
