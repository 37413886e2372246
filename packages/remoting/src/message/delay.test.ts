import { describe, expect, it } from 'vitest'
import { MalformedError } from '../errors.ts'
import {
  DEFAULT_DELAY_LEVELS,
  DEFAULT_DELAY_LEVELS_MS,
  delayOfLevelMs,
  dueTimeMs,
  parseDelayLevels,
} from './delay.ts'
import { readGolden } from './testing/golden.ts'

const ENQUEUED_AT = 1_760_000_000_000

function due(properties: Readonly<Record<string, string>>, levelsMs?: readonly number[]): number | undefined {
  return dueTimeMs(new Map(Object.entries(properties)), ENQUEUED_AT, levelsMs)
}

describe('the delay levels', () => {
  it('are those of a broker that is not configured otherwise', () => {
    expect(DEFAULT_DELAY_LEVELS).toBe(readGolden<{ delayLevels: string }>('names.json').delayLevels)
    expect(DEFAULT_DELAY_LEVELS_MS).toHaveLength(18)
  })

  it('are read with all units', () => {
    expect(parseDelayLevels('1s 2m 3h 4d')).toEqual([1000, 120_000, 10_800_000, 345_600_000])
  })

  it.each(['', '1', 's', '1w', '1.5s', '-1s', '1s  2s'])(
    'are refused when a broker could not start with them: %j',
    text => {
      expect(() => parseDelayLevels(text)).toThrow(MalformedError)
    },
  )

  it('begin with 1 and end with the last, which stands for all above', () => {
    expect([-1, 0, 1, 5, 18, 19, 1000].map(level => delayOfLevelMs(level))).toEqual([
      0, 0, 1000, 60_000, 7_200_000, 7_200_000, 7_200_000,
    ])
    expect(delayOfLevelMs(1, [])).toBe(0)
  })
})

describe('when a message is due', () => {
  it('is not said when it is not delayed', () => {
    expect(due({})).toBeUndefined()
    expect(due({ DELAY: '0' })).toBeUndefined()
  })

  it('is its level after it was enqueued, by the table of its broker', () => {
    expect(due({ DELAY: '3' })).toBe(ENQUEUED_AT + 10_000)
    expect(due({ DELAY: '3' }, [1, 2, 3])).toBe(ENQUEUED_AT + 3)
    expect(due({ DELAY: '99' })).toBe(ENQUEUED_AT + 7_200_000)
  })

  it('is the point in time that it names', () => {
    expect(due({ TIMER_DELIVER_MS: '1760000123456' })).toBe(1_760_000_123_456)
    expect(due({ TIMER_DELIVER_MS: '1760000123456', TIMER_OUT_MS: '1760000123000' })).toBe(1_760_000_123_456)
  })

  it('is its span after it was enqueued, unless the broker says what it made of it', () => {
    expect(due({ TIMER_DELAY_SEC: '30' })).toBe(ENQUEUED_AT + 30_000)
    expect(due({ TIMER_DELAY_MS: '30' })).toBe(ENQUEUED_AT + 30)
    expect(due({ TIMER_DELAY_SEC: '30', TIMER_OUT_MS: '1760000029000' })).toBe(1_760_000_029_000)
  })

  it('follows the order in which brokers look: level, seconds, milliseconds, point in time', () => {
    const all = { DELAY: '1', TIMER_DELAY_SEC: '2', TIMER_DELAY_MS: '3', TIMER_DELIVER_MS: '4' }
    expect(due(all)).toBe(ENQUEUED_AT + 1000)
    expect(due({ ...all, DELAY: '0' })).toBe(ENQUEUED_AT + 2000)
    expect(due({ TIMER_DELAY_MS: '3', TIMER_DELIVER_MS: '4' })).toBe(ENQUEUED_AT + 3)
  })

  it('is not said by what is no number', () => {
    expect(due({ DELAY: 'soon' })).toBeUndefined()
    expect(due({ TIMER_DELIVER_MS: '-5' })).toBeUndefined()
    expect(due({ TIMER_DELIVER_MS: '1e99' })).toBeUndefined()
  })
})
