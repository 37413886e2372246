/** Tells whether a table of a broker has changed. Imitates `remoting/protocol/DataVersion`. */
import type { DataVersion } from '@gantry/remoting/internal'
import type { Clock } from '../clock.ts'

export function firstVersion(clock: Clock): DataVersion {
  return { stateVersion: 0n, timestamp: clock.now(), counter: 0n }
}

export function nextVersion(version: DataVersion, clock: Clock): DataVersion {
  return { stateVersion: 0n, timestamp: clock.now(), counter: version.counter + 1n }
}

export function isSameVersion(one: DataVersion, other: DataVersion): boolean {
  return (
    one.stateVersion === other.stateVersion &&
    one.timestamp === other.timestamp &&
    one.counter === other.counter
  )
}
