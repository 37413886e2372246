import { describe, expect, it } from 'vitest'
import { brokerTimeMs, figuresOf, NO_FIGURES } from './broker-figures.ts'

/** As a broker of 5.5.0 answers, shortened. */
const INFO = {
  brokerVersionDesc: 'V5_5_0',
  putTps: '12.5 3.1 0.4',
  getTransferredTps: '7.25 1.0 ',
  commitLogDiskRatio: '0.19',
  msgPutTotalTodayMorning: '100',
  msgPutTotalTodayNow: '142',
  msgGetTotalTodayMorning: '9007199254740993',
  msgGetTotalTodayNow: '18014398509481990',
  bootTimestamp: '1795570594816',
  runtime: '[ 1 days, 2 hours, 3 minutes, 4 seconds ]',
}

const info = (changes: Readonly<Record<string, string | undefined>> = {}): Map<string, string> =>
  new Map(
    Object.entries({ ...INFO, ...changes }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    ),
  )

describe('what a broker measures of itself', () => {
  it('is read without losing a digit', () => {
    expect(figuresOf(info())).toEqual({
      release: '5.5.0',
      inTps: 12.5,
      outTps: 7.25,
      diskRatio: 0.19,
      putToday: 42,
      getToday: '9007199254740997',
      bootedAt: '2026-11-25T01:36:34.816Z',
    })
  })

  it('is not known where the broker does not say', () => {
    expect(figuresOf(new Map())).toEqual(NO_FIGURES)
    const odd = { putTps: '', getTransferredTps: ' ', commitLogDiskRatio: '-1.0', bootTimestamp: '0' }
    expect(
      figuresOf(info({ ...odd, brokerVersionDesc: 'HIGHER_VERSION', msgPutTotalTodayNow: 'x' })),
    ).toEqual({
      ...NO_FIGURES,
      getToday: '9007199254740997',
    })
  })

  it.each([
    ['V4_9_7', '4.9.7'],
    ['V5_10_12', '5.10.12'],
    ['V5_6_0_SNAPSHOT', '5.6.0'],
  ])('names the release %s: %s', (brokerVersionDesc, release) => {
    expect(figuresOf(info({ brokerVersionDesc })).release).toBe(release)
  })

  it('has the rate out under the name that releases before 5.0 give it', () => {
    const older = info({ getTransferredTps: undefined, getTransferedTps: '3.5 1 1' })
    expect(figuresOf(older).outTps).toBe(3.5)
  })

  it('counts nothing for today while the counters have fallen back', () => {
    expect(figuresOf(info({ msgPutTotalTodayNow: '3' })).putToday).toBe(0)
  })
})

describe('the time by the broker’s clock', () => {
  it('is its start and how long it has run', () => {
    expect(brokerTimeMs(info())).toBe(1_795_570_594_816 + (((24 + 2) * 60 + 3) * 60 + 4) * 1_000)
  })

  it('is read from figures with separators, too', () => {
    const long = info({ runtime: '[ 1,234 days, 0 hours, 0 minutes, 0 seconds ]' })
    expect(brokerTimeMs(long)).toBe(1_795_570_594_816 + 1_234 * 86_400_000)
  })

  it.each([{ runtime: undefined }, { runtime: 'long' }, { bootTimestamp: undefined }])(
    'is not known from %j',
    changes => expect(brokerTimeMs(info(changes))).toBeUndefined(),
  )
})
