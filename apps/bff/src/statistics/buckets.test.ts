import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Bucket, type BucketRange, bucketsOf } from './buckets.ts'
import type { Point } from './statistics-figures.ts'

const SETTLED = 1_000
const point = (minute: number, messages: number | null, changes: Partial<Point> = {}): Point => ({
  minute,
  messages,
  bytes: messages === null ? null : messages * 100,
  lag: null,
  delaySeconds: null,
  ...changes,
})

async function bucketsIn(points: readonly Point[], range: Partial<BucketRange>): Promise<Bucket[]> {
  async function* parts() {
    yield points.slice(0, 1)
    yield points.slice(1)
  }
  const whole = { fromMinute: 0, toMinute: 60, size: 10, settledMinute: SETTLED, ...range }
  const buckets: Bucket[] = []
  for await (const bucket of bucketsOf('consumption', parts(), whole)) buckets.push(bucket)
  return buckets
}

describe('intervals', () => {
  it('are the sum of their minutes, with the lag of the last one', async () => {
    const points = Array.from({ length: 10 }, (_, minute) => point(minute, 2, { lag: minute }))
    expect(await bucketsIn(points, { toMinute: 10 })).toEqual([
      {
        minute: 0,
        figures: { messages: 20, bytes: 2_000, lag: 9, delaySeconds: null },
        missingMinutes: 0,
      },
    ])
  })

  it('are a gap when one of their minutes is, and say of how many minutes', async () => {
    const points = [point(0, 1), point(2, null, { lag: 7 })]
    expect(await bucketsIn(points, { toMinute: 6, size: 3 })).toMatchObject([
      { minute: 0, figures: { messages: null, bytes: null, lag: 7 }, missingMinutes: 2 },
      { minute: 3, figures: { messages: null, bytes: null, lag: null }, missingMinutes: 3 },
    ])
  })

  it('do not count bytes that one of their minutes does not know', async () => {
    const points = [point(0, 1), point(1, 1, { bytes: null })]
    expect(await bucketsIn(points, { toMinute: 2, size: 2 })).toMatchObject([
      { figures: { messages: 2, bytes: null } },
    ])
  })

  it('that have just ended are left out until they are written', async () => {
    const range = { toMinute: 3, size: 1, settledMinute: 2 }
    expect(await bucketsIn([point(0, 1)], range)).toHaveLength(2)
    expect(await bucketsIn([point(0, 1), point(2, 1)], range)).toHaveLength(3)
  })

  it('have together what their minutes have, of whatever size they are', async () => {
    const minutes = fc.array(fc.option(fc.nat(1_000)), { minLength: 60, maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(minutes, fc.constantFrom(1, 10, 30, 60), async (messages, size) => {
        const points = messages.flatMap((each, minute) => (each === null ? [] : [point(minute, each)]))
        const buckets = await bucketsIn(points, { size })
        expect(buckets).toHaveLength(60 / size)
        for (const bucket of buckets) {
          const within = messages.slice(bucket.minute, bucket.minute + size)
          const missing = within.filter(each => each === null).length
          expect(bucket.missingMinutes).toBe(missing)
          const total = within.reduce<number>((sum, each) => sum + (each ?? 0), 0)
          expect(bucket.figures.messages).toBe(missing === 0 ? total : null)
        }
      }),
    )
  })
})
