import { groupNameProblem, topicNameProblem } from '@gantry/remoting'
import { describe, expect, it } from 'vitest'
import { SHOP_GROUPS, SHOP_TOPICS } from './cast.ts'

describe('the cast of the demo', () => {
  it('has names that brokers take, also behind a namespace', () => {
    const namespace = 'MQ_INST_1234567890123456_abcdefgh%'
    for (const { topic } of SHOP_TOPICS) expect(topicNameProblem(namespace + topic)).toBeUndefined()
    for (const { group } of SHOP_GROUPS) expect(groupNameProblem(namespace + group)).toBeUndefined()
  })

  it('has each name once, and says what there is to see', () => {
    const names = [...SHOP_TOPICS.map(({ topic }) => topic), ...SHOP_GROUPS.map(({ group }) => group)]
    expect(new Set(names).size).toBe(names.length)
    for (const { description } of [...SHOP_TOPICS, ...SHOP_GROUPS]) expect(description).not.toBe('')
  })
})
