import { describe, expect, it } from 'vitest'
import type { RecentSeries } from '../statistics/statistics-service.ts'
import { growingLag, movedClients, newDeadLetters } from './changes.ts'
import { changesOf } from './group-changes.ts'

type Points = RecentSeries['points']

function series(points: ReadonlyArray<Partial<Points[number]>>, group = 'GID_mail'): RecentSeries {
  return {
    instance_id: 'MQ_INST_1_AbCd1234',
    kind: 'consumption',
    topic: 'orders',
    group,
    points: points.map((point, index) => ({ minute: 100 + index, ...point })),
  }
}
const lags = (...values: readonly (number | null)[]) => series(values.map(lag => ({ lag })))
const clients = (...values: readonly (number | null)[]) => series(values.map(each => ({ clients: each })))

describe('a lag', () => {
  it('grows when the group fell behind in both halves of the time', () => {
    expect(growingLag([lags(1, 2, 5, 9, 30)])).toEqual([
      {
        instanceId: 'MQ_INST_1_AbCd1234',
        group: 'GID_mail',
        topic: 'orders',
        lag: 30,
        grownBy: 29,
        delaySeconds: null,
      },
    ])
  })

  it.each([
    ['a batch that is caught up', lags(0, 40, 80, 20, 0)],
    ['a jump that stays', lags(0, 50, 50, 50, 50)],
    ['a lag that goes down', lags(90, 60, 40, 20, 10)],
    ['too few minutes', lags(1, 2, 3, 4)],
    ['too few that are known', lags(1, null, 2, null, 3)],
  ])('does not for %s', (_, each) => expect(growingLag([each])).toEqual([]))

  it('that grows most comes first', () => {
    const slow = { ...lags(1, 2, 3, 4, 5), group: 'GID_slow' }
    expect(growingLag([slow, lags(1, 2, 5, 9, 30)]).map(({ group }) => group)).toEqual([
      'GID_mail',
      'GID_slow',
    ])
  })
})

describe('what came in the last minutes', () => {
  it('is each new dead letter, and nothing of a minute that is not known', () => {
    const failing = series([{ deadLetters: 2 }, { deadLetters: null }, {}, { deadLetters: 3 }])
    expect(newDeadLetters([failing, series([{ deadLetters: 0 }])].map(changesOf))).toEqual([
      { instanceId: 'MQ_INST_1_AbCd1234', group: 'GID_mail', deadLetters: 5 },
    ])
  })

  it('is each client that came or went', () => {
    expect(movedClients([clients(2, 2, 2), clients(2, 0, null, 3, 2)].map(changesOf))).toEqual([
      { instanceId: 'MQ_INST_1_AbCd1234', group: 'GID_mail', came: 3, went: 3, clients: 2 },
    ])
  })
})
