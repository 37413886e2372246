import { describe, expect, it } from 'vitest'
import { clockFinding } from './clock-check.ts'

const BOOTED_MS = 1_000_000
const NOW_MS = BOOTED_MS + 60_000

/** A broker whose clock is so far from the console's. */
function broker(brokerName: string, skewSeconds: number) {
  const runtime = `[ 0 days, 0 hours, 0 minutes, ${60 + skewSeconds} seconds ]`
  return {
    item: { clusterName: 'c', brokerName, brokerId: 0, addr: `${brokerName}:1` },
    place: `${brokerName}:1`,
    value: new Map([
      ['bootTimestamp', String(BOOTED_MS)],
      ['runtime', runtime],
    ]),
  }
}

describe('the clocks of brokers', () => {
  it.each([0, 5, -5])('agree while they are %d s apart', skew => {
    expect(clockFinding([broker('a', skew)], NOW_MS)).toMatchObject({ ok: true })
  })

  it.each([
    [6, 'The clock of a is 6 s ahead of the console'],
    [-30, 'The clock of a is 30 s behind the console'],
  ])('do not when they are %d s apart', (skew, words) => {
    const { ok, message } = clockFinding([broker('a', skew)], NOW_MS)
    expect([ok, message]).toEqual([false, expect.stringContaining(words)])
  })

  it('are judged by the worst of them', () => {
    const { message } = clockFinding([broker('a', 6), broker('b', -40), broker('c', 0)], NOW_MS)
    expect(message).toContain('The clock of b is 40 s behind')
  })

  it('are not judged where brokers do not tell their time', () => {
    const silent = { ...broker('a', 0), value: new Map() }
    expect(clockFinding([silent], NOW_MS)).toEqual({
      ok: true,
      message: 'The brokers do not tell their time.',
    })
  })
})
