import { plainGroup } from '@gantry/remoting/internal'
import { describe, expect, it } from 'vitest'
import { ManualClock } from '../clock.ts'
import { GroupTable } from './group-table.ts'

function newTable(isMakingGroups = true): GroupTable {
  return new GroupTable({ clock: new ManualClock(), autoCreateSubscriptionGroup: () => isMakingGroups })
}

describe('the groups of a broker', () => {
  it('are those of RocketMQ at first', () => {
    expect([...newTable().all().keys()]).toContain('TOOLS_CONSUMER')
  })

  it('are made on being asked for, where the broker does that', () => {
    const table = newTable()
    expect(table.find('g')).toEqual(plainGroup('g'))
    expect(table.has('g')).toBe(true)
    expect(newTable(false).find('g')).toBeUndefined()
    expect(table.find('not a name')).toBeUndefined()
  })

  it('are replaced as a whole but for their attributes', () => {
    const table = newTable()
    table.save([{ ...plainGroup('g'), retryMaxTimes: 3, attributes: new Map([['+priority.factor', '7']]) }])
    table.save([{ ...plainGroup('g'), retryQueueNums: 2 }])
    expect(table.find('g')).toMatchObject({
      retryMaxTimes: 16,
      retryQueueNums: 2,
      attributes: new Map([['priority.factor', '7']]),
    })
  })

  it.each([
    ['', 'The specified group is blank.'],
    ['a b', 'contains illegal characters'],
    ['a'.repeat(121), 'is longer than group max length: 120'],
  ])('with the name "%s" are refused', (group, remark) => {
    expect(() => newTable().save([plainGroup('fine'), plainGroup(group)])).toThrow(remark)
  })

  it('change the version with each change, and not without one', () => {
    const table = newTable()
    const { counter } = table.dataVersion
    table.save([plainGroup('a'), plainGroup('b')])
    table.find('a')
    table.remove('a')
    table.remove('a')
    expect(table.dataVersion.counter).toBe(counter + 3n)
  })
})

describe('what a group may read', () => {
  it('is every topic until it is forbidden', () => {
    const table = newTable()
    expect(table.mayRead('g', 't')).toBe(true)
    table.setMayRead('g', 't', false)
    expect([table.mayRead('g', 't'), table.mayRead('g', 'other'), table.mayRead('h', 't')]).toEqual([
      false,
      true,
      true,
    ])
    expect(table.allForbidden()).toEqual(new Map([['g', new Map([['t', 4]])]]))
    table.setMayRead('g', 't', true)
    expect(table.mayRead('g', 't')).toBe(true)
  })

  it('is forgotten with the group', () => {
    const table = newTable()
    table.setMayRead('g', 't', false)
    table.remove('g')
    expect(table.mayRead('g', 't')).toBe(true)
  })
})
