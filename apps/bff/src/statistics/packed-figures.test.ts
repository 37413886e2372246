import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packed, type StoredPoint, shelfOf, unpacked } from './packed-figures.ts'

const figure = fc.option(fc.maxSafeNat())
const point = fc.record({
  seriesId: fc.nat(200),
  kind: fc.constant('consumption' as const),
  figures: fc.record({ messages: figure, bytes: figure, lag: figure, delaySeconds: figure }),
})

describe('a minute that is packed', () => {
  it('is unpacked as it was, and has nothing of others', () => {
    const points = fc.uniqueArray(point, { selector: ({ seriesId }) => seriesId })
    fc.assert(
      fc.property(points, (points: readonly StoredPoint[]) => {
        const rows = new Map(packed(points).map(({ shelf, figures }) => [shelf, figures]))
        const byId = new Map(points.map(({ seriesId, figures }) => [seriesId, figures]))
        for (let series_id = 0; series_id <= 200; series_id++) {
          const found = unpacked(rows.get(shelfOf(series_id)) ?? '', [{ series_id, kind: 'consumption' }])
          expect(found.map(([, figures]) => figures)).toEqual([byId.get(series_id)].filter(Boolean))
        }
      }),
    )
  })

  it('takes few bytes where nothing moves', () => {
    const points = Array.from({ length: 16 }, (_, seriesId) => ({
      seriesId,
      kind: 'production' as const,
      figures: { messages: 0, bytes: 0 },
    }))
    expect(packed(points)).toEqual([{ shelf: 0, figures: Array(16).fill('0,0').join(';') }])
  })
})
