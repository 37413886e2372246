import { describe, expect, it } from 'vitest'
import { DEFAULT_DIALECT } from './transport/exchange.ts'
import { ordinalOf, releaseOf } from './versions.ts'

/** Ordinals printed by Java's `MQVersion.Version.valueOf(..).ordinal()` of 5.5.0. */
const ORDINALS: ReadonlyArray<[string, number]> = [
  ['4.0.0', 213],
  ['4.0.1', 215],
  ['4.1.0', 233],
  ['4.9.7', 407],
  ['5.0.0', 413],
  ['5.1.4', 441],
  ['5.2.0', 453],
  ['5.3.0', 473],
  ['5.3.3', 479],
  ['5.4.0', 493],
  ['5.5.0', 513],
]

describe('versions', () => {
  it.each(ORDINALS)('%s is ordinal %i in both directions', (release, ordinal) => {
    expect(ordinalOf(release)).toBe(ordinal)
    expect(releaseOf(ordinal)).toBe(release)
  })

  it('knows no release for a snapshot, for 3.x, or beyond the enum', () => {
    expect([512, 212, 211, -1, 0, 612, 613, 1.5, Number.NaN].map(releaseOf)).toEqual(Array(9).fill(undefined))
  })

  it('knows no ordinal for what is no release of 4.x or 5.x', () => {
    expect(['3.5.8', '6.0.0', '5.5', 'V5_5_0', '5.5.10', ''].map(ordinalOf)).toEqual(Array(6).fill(undefined))
  })

  it('a client claims 5.5.0, the release this package is written against', () => {
    expect(DEFAULT_DIALECT.version).toBe(ordinalOf('5.5.0'))
  })
})
