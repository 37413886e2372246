import { groupCreate, instanceCreate, topicCreate } from '@gantry/contract'
import { describe, expect, it } from 'vitest'
import { placeServerProblems, problemsOf } from './field-problems.ts'

const TOPIC = { messageType: 'NORMAL', description: '' }
const SPECIFICATION = { maxTopics: 10, inboundTps: 100, outboundTps: 100 }

function topicProblems(topic: unknown) {
  return problemsOf(topicCreate.body, { ...TOPIC, topic }).get('topic')
}

describe('problems of a form', () => {
  it('are those of the rules, with their parameters', () => {
    expect(topicProblems('ab')).toEqual({ code: 'length', params: { min: 3, max: 64 } })
    expect(topicProblems('GID_x')).toEqual({ code: 'topicReservedPrefix', params: {} })
    expect(topicProblems('a b c')).toEqual({ code: 'topicCharacters', params: {} })
    expect(topicProblems('orders')).toBeUndefined()
  })

  it('say that a field is required when it is empty or absent', () => {
    expect(topicProblems('')).toEqual({ code: 'required', params: {} })
    expect(topicProblems(undefined)).toEqual({ code: 'required', params: {} })
    expect(problemsOf(groupCreate.body, { group: '' }).get('group')?.code).toBe('required')
  })

  it('say that a value of another kind is not valid, not that it is missing', () => {
    expect(topicProblems(7)).toEqual({ code: 'invalid', params: {} })
  })

  it('are found in nested fields, a cleared number field too', () => {
    const base = { name: 'orders', clusterId: 'c', hasNamespace: true }
    const problems = problemsOf(instanceCreate.body, {
      ...base,
      specification: { ...SPECIFICATION, maxTopics: 1_001, inboundTps: '' },
    })
    expect(problems.get('specification.maxTopics')).toEqual({ code: 'range', params: { min: 1, max: 1_000 } })
    expect(problems.get('specification.inboundTps')).toEqual({ code: 'required', params: {} })
  })

  it('name the limit of a text that is too short or too long', () => {
    const withName = (name: string, description = '') =>
      problemsOf(instanceCreate.body, { name, description, clusterId: 'c', specification: SPECIFICATION })
    expect(withName('ab').get('name')).toEqual({ code: 'tooShort', params: { min: 3 } })
    expect(withName('a'.repeat(65)).get('name')).toEqual({ code: 'tooLong', params: { max: 64 } })
    expect(withName('abc', 'x'.repeat(257)).get('description')).toEqual({
      code: 'tooLong',
      params: { max: 256 },
    })
    expect(withName('abc').size).toBe(0)
  })
})

describe('problems that the server finds', () => {
  it('stand at their field, in words of this page where it has them', () => {
    const length = { path: 'topic', code: 'length', message: 'Use 3 to 64.', params: { min: 3, max: 64 } }
    const later = { path: 'description', code: 'fromALaterRelease', message: 'Not with this cluster.' }
    const { atFields, elsewhere } = placeServerProblems([length, later], ['topic', 'description'])
    expect(atFields).toEqual([
      { path: 'topic', shown: { code: 'length', params: { min: 3, max: 64 } } },
      { path: 'description', shown: 'Not with this cluster.' },
    ])
    expect(elsewhere).toEqual([])
  })

  it('are not lost when the form has no such field', () => {
    const stray = { path: 'version', code: 'invalid', message: 'Expected a number.' }
    expect(placeServerProblems([stray], ['topic']).elsewhere).toEqual([stray])
  })

  it('belong to a field also when they are inside it', () => {
    const inside = { path: 'keys.0', code: 'invalid', message: 'Too long.' }
    expect(placeServerProblems([inside], ['keys']).atFields).toEqual([{ path: 'keys.0', shown: 'Too long.' }])
  })
})
