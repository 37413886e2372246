import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { RecentSeries } from '../statistics/statistics-service.ts'
import { changesOf, joined } from './group-changes.ts'

const figure = fc.option(fc.nat(5))
const points = fc.array(fc.record({ deadLetters: figure, clients: figure }), { minLength: 2, maxLength: 12 })

function seriesOf(from: number, figures: ReadonlyArray<Omit<RecentSeries['points'][number], 'minute'>>) {
  const key = { instance_id: 'MQ_INST_1_AbCd1234', kind: 'group', topic: '', group: 'GID_mail' } as const
  return { ...key, points: figures.map((each, index) => ({ minute: from + index, ...each })) }
}

it('changes of two parts of the time are together those of all of it, wherever it is cut and whatever is not known', () => {
  fc.assert(
    fc.property(points, fc.nat(), (figures, place) => {
      const cut = 1 + (place % (figures.length - 1))
      const [earlier, later] = [seriesOf(0, figures.slice(0, cut)), seriesOf(cut, figures.slice(cut))]
      expect(joined(changesOf(earlier), changesOf(later))).toEqual(changesOf(seriesOf(0, figures)))
    }),
  )
})
