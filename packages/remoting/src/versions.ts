/**
 * Releases as the wire names them: a command carries the ordinal of its sender's release in the enum
 * `common/MQVersion.Version`.
 *
 * From 4.0.0 on that enum is regular: ten patches to a minor, ten minors to a major, and a snapshot before each
 * release. `V4_0_0` is 213, `V4_0_1` 215, `V4_1_0` 233, `V5_0_0` 413, `V5_5_0` 513.
 */

const ORDINAL_OF_4_0_0 = 213
const FIRST_MAJOR = 4
const LAST_MAJOR = 5
const RELEASE = /^(\d)\.(\d)\.(\d)$/

/** The release of an ordinal, such as `5.5.0`; undefined for snapshots, for 3.x and for what is not in the enum. */
export function releaseOf(ordinal: number): string | undefined {
  const steps = (ordinal - ORDINAL_OF_4_0_0) / 2
  if (!Number.isInteger(steps) || steps < 0) return undefined
  const major = FIRST_MAJOR + Math.floor(steps / 100)
  if (major > LAST_MAJOR) return undefined
  return `${major}.${Math.floor(steps / 10) % 10}.${steps % 10}`
}

/** The ordinal of a release such as `5.5.0`; undefined when the enum has no place for it. */
export function ordinalOf(release: string): number | undefined {
  const [, major, minor, patch] = (RELEASE.exec(release) ?? []).map(Number)
  if (major === undefined || minor === undefined || patch === undefined) return undefined
  if (major < FIRST_MAJOR || major > LAST_MAJOR) return undefined
  return ORDINAL_OF_4_0_0 + 2 * (100 * (major - FIRST_MAJOR) + 10 * minor + patch)
}
