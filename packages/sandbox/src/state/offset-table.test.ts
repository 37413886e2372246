import { describe, expect, it } from 'vitest'
import { ManualClock } from '../clock.ts'
import { OffsetTable } from './offset-table.ts'

const newTable = (): OffsetTable => new OffsetTable(new ManualClock())

describe('the offset of a group', () => {
  it('is what was committed last, forward or back', () => {
    const table = newTable()
    expect(table.query('g', 't', 0)).toBeUndefined()
    table.commit('g', 't', 0, 7)
    table.commit('g', 't', 0, 3)
    expect([table.query('g', 't', 0), table.query('g', 't', 1), table.query('h', 't', 0)]).toEqual([
      3,
      undefined,
      undefined,
    ])
  })

  it('that it pulls next is the one that it consumes next until it has pulled', () => {
    const table = newTable()
    table.commit('g', 't', 0, 3)
    expect(table.queryPull('g', 't', 0)).toBe(3)
    table.commitPull('g', 't', 0, 35)
    expect([table.queryPull('g', 't', 0), table.query('g', 't', 0)]).toEqual([35, 3])
  })

  it('can be given to another group, and is its own then', () => {
    const table = newTable()
    table.commit('from', 't', 0, 3)
    table.clone('from', 'to', 't')
    table.commit('to', 't', 0, 4)
    expect([table.query('from', 't', 0), table.query('to', 't', 0)]).toEqual([3, 4])
  })

  it('changes the version of the table every 500 commits', () => {
    const table = newTable()
    for (let n = 0; n < 499; n++) table.commit('g', 't', 0, n)
    expect(table.dataVersion.counter).toBe(0n)
    table.commit('g', 't', 0, 500)
    expect(table.dataVersion.counter).toBe(1n)
  })
})

describe('a reset', () => {
  it('wins over what is committed until it is taken, once', () => {
    const table = newTable()
    table.commit('g', 't', 0, 9)
    table.reset('g', 't', 0, 2)
    expect([table.hasReset('g', 't', 0), table.query('g', 't', 0)]).toEqual([true, 2])
    table.commit('g', 't', 0, 10)
    expect(table.query('g', 't', 0)).toBe(2)
    expect([table.takeReset('g', 't', 0), table.takeReset('g', 't', 0)]).toEqual([2, undefined])
    expect([table.hasReset('g', 't', 0), table.query('g', 't', 0)]).toEqual([false, 10])
  })

  it('is of one queue', () => {
    const table = newTable()
    table.reset('g', 't', 0, 2)
    table.reset('g', 't', 1, 5)
    expect([table.takeReset('g', 't', 0), table.hasReset('g', 't', 1)]).toEqual([2, true])
  })
})

describe('what groups have consumed', () => {
  function filled(): OffsetTable {
    const table = newTable()
    table.commit('g', 't', 0, 1)
    table.commit('g', 'u', 0, 2)
    table.commit('h', 't', 3, 4)
    return table
  }

  it('is told by group, by topic and in whole', () => {
    const table = filled()
    expect([table.topicsOf('g'), table.groupsOf('t'), table.topicsOf('nobody')]).toEqual([
      ['t', 'u'],
      ['g', 'h'],
      [],
    ])
    expect(table.topicsByGroup()).toEqual(
      new Map([
        ['g', ['t', 'u']],
        ['h', ['t']],
      ]),
    )
    expect(table.allConsumed().get('t@h')).toEqual(new Map([[3, 4]]))
    expect(table.consumedOf('h', 't')).toEqual(new Map([[3, 4]]))
  })

  it('is forgotten with the group or the topic, resets and pulls as well', () => {
    const table = filled()
    table.reset('g', 't', 0, 0)
    table.commitPull('g', 't', 0, 8)
    table.removeTopic('t')
    expect([table.query('g', 't', 0), table.queryPull('g', 't', 0), table.groupsOf('t')]).toEqual([
      undefined,
      undefined,
      [],
    ])
    table.removeGroup('g')
    expect(table.topicsOf('g')).toEqual([])
  })
})
