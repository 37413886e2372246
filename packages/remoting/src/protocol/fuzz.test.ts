/** Any bytes give values or typed errors: no crash, no hang, no growth. `bench/src/remoting-fuzz.ts` does far more. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { examine, type Outcomes } from '../../test-support/examine.ts'
import { damagedStream, recordedFrames, seededRandom } from '../../test-support/fuzz.ts'
import { examineConnections } from '../../test-support/hostile-peer.ts'
import { liveBytes } from '../../test-support/memory.ts'

const recorded = recordedFrames()
/** These do much; on a busy machine that takes its time. */
const LIMIT_MS = 60_000

describe('the generator of damaged frames', () => {
  it('makes the same streams from the same seed, and others from another', () => {
    const streams = (seed: number): string[] => {
      const random = seededRandom(seed)
      return Array.from({ length: 20 }, () => damagedStream(recorded, random).toString('hex'))
    }
    expect(streams(1)).toEqual(streams(1))
    expect(streams(1)).not.toEqual(streams(2))
  })

  it('leaves some frames whole and damages others at every layer', () => {
    const outcomes: Outcomes = new Map()
    const random = seededRandom(1)
    for (let n = 0; n < 2_000; n++) examine(damagedStream(recorded, random), random, outcomes)
    for (const outcome of [
      'frames read',
      'frame incomplete',
      'frame refused: FRAME_MALFORMED',
      'frame refused: FRAME_TOO_LARGE',
      'json read',
      'json refused: BODY_MALFORMED',
      'ConsumeStats read',
      'ConsumeStats refused: BODY_MALFORMED',
      'messages read',
      'messages refused: BODY_MALFORMED',
    ]) {
      expect([outcome, outcomes.get(outcome) ?? 0]).not.toEqual([outcome, 0])
    }
  })
})

describe('damaged frames', () => {
  it('recorded ones are read whole before they are damaged', () => {
    const outcomes: Outcomes = new Map()
    for (const frame of recorded) examine(frame, seededRandom(1), outcomes)
    expect(outcomes.get('frames read')).toBe(recorded.length)
    expect(outcomes.get('frame incomplete')).toBeUndefined()
  })

  it(
    'never crash a reader',
    () => {
      fc.assert(
        fc.property(fc.integer(), seed => {
          const random = seededRandom(seed)
          for (let n = 0; n < 50; n++) examine(damagedStream(recorded, random), random, new Map())
        }),
        { numRuns: 60 },
      )
    },
    LIMIT_MS,
  )

  it(
    'of random bytes never crash a reader',
    () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer(), (bytes, seed) => {
          examine(Buffer.from(bytes), seededRandom(seed), new Map())
        }),
        { numRuns: 1_000 },
      )
    },
    LIMIT_MS,
  )

  it(
    'leave no memory behind',
    () => {
      const random = seededRandom(2)
      const round = (): void => {
        for (let n = 0; n < 1_000; n++) examine(damagedStream(recorded, random), random, new Map())
      }
      round()
      const before = liveBytes()
      for (let rounds = 0; rounds < 3; rounds++) round()
      expect(liveBytes() - before).toBeLessThan(2_000_000)
    },
    LIMIT_MS,
  )

  it(
    'end calls on a live connection with an answer or a typed error, each of them',
    async () => {
      const outcomes: Outcomes = new Map()
      await examineConnections(200, 20, recorded, seededRandom(3), outcomes)
      expect([...outcomes.values()].reduce((sum, times) => sum + times, 0)).toBe(600)
      for (const outcome of [
        'call answered',
        'call failed: FRAME_MALFORMED',
        'call failed: BODY_MALFORMED',
      ]) {
        expect([outcome, outcomes.get(outcome) ?? 0]).not.toEqual([outcome, 0])
      }
    },
    LIMIT_MS,
  )
})
