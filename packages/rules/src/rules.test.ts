import { describe, expect, it } from 'vitest'
import { brokerSettingProblem } from './broker-settings.ts'
import { hasKnownTakeover } from './known-takeover.ts'
import { rangeProblem, SPECIFICATION_RANGES } from './limits.ts'
import { bodyProblem, deliverTimeProblem, MESSAGE_TYPE_FACTS, messageTypeOf } from './message-types.ts'
import { groupProblem, instanceIdProblem, newInstanceId, topicProblem } from './names.ts'
import { passwordProblem } from './password.ts'
import { sentenceOf } from './problem.ts'

describe('topic names', () => {
  it.each(['abc', 'A-b_9', 'x'.repeat(64)])('accept %s', name => expect(topicProblem(name)).toBeUndefined())
  it.each([
    ['', 'required'],
    ['ab', 'length'],
    ['x'.repeat(65), 'length'],
    ['GID_orders', 'topicReservedPrefix'],
    ['CID-orders', 'topicReservedPrefix'],
    ['über', 'topicCharacters'],
    ['a b c', 'topicCharacters'],
    ['%RETRY%a', 'topicCharacters'],
  ])('refuse %j as %s', (name, code) => expect(topicProblem(name)?.code).toBe(code))
})

describe('group IDs', () => {
  it.each(['GID_abc', 'CID-abc', `GID_${'x'.repeat(60)}`])('accept %s', id =>
    expect(groupProblem(id)).toBeUndefined(),
  )
  it.each([
    ['', 'required'],
    ['GID_ab', 'length'],
    [`GID_${'x'.repeat(61)}`, 'length'],
    ['orders-group', 'groupPrefix'],
    ['gid_orders', 'groupPrefix'],
    ['GID_a b', 'groupCharacters'],
  ])('refuse %j as %s', (id, code) => expect(groupProblem(id)?.code).toBe(code))
})

describe('instance IDs', () => {
  it('are made in the form that clients recognise a namespace by', () => {
    const id = newInstanceId('1234', () => 0.5)
    expect(id).toMatch(/^MQ_INST_1234_[A-Za-z0-9]{8}$/)
    expect(instanceIdProblem(id)).toBeUndefined()
  })
  it('are refused in any other form', () =>
    expect(instanceIdProblem('MQ_INST_1_abc')?.code).toBe('instanceId'))
})

describe('specifications', () => {
  it.each([
    [0, 'range'],
    [1, undefined],
    [1_000, undefined],
    [1_001, 'range'],
    [1.5, 'range'],
    [Number.NaN, 'range'],
  ])('of %d topics: %s', (value, code) => {
    expect(rangeProblem(value, SPECIFICATION_RANGES.maxTopics)?.code).toBe(code)
  })
})

describe('settings of a broker', () => {
  it.each([
    ['slaveReadEnable', 'true', undefined],
    ['slaveReadEnable', 'TRUE', 'settingChoice'],
    ['brokerPermission', '4', undefined],
    ['brokerPermission', '5', 'settingChoice'],
    ['fileReservedTime', '72', undefined],
    ['fileReservedTime', '072', 'range'],
    ['fileReservedTime', '0', 'range'],
    ['fileReservedTime', '1e3', 'range'],
    ['deleteWhen', '03;04', undefined],
    ['deleteWhen', '24', 'settingHours'],
    ['rocketmqHome', '/', 'settingFixed'],
    ['constructor', 'x', 'settingFixed'],
  ])('%s takes %j: %s', (name, value, code) => expect(brokerSettingProblem(name, value)?.code).toBe(code))
})

describe('releases that can be taken over', () => {
  it.each(['4.9.6', '4.8.0', '3.2.6', '5.0.0', '5.1.1'])('are %s', release =>
    expect(hasKnownTakeover(release)).toBe(true),
  )
  it.each(['4.9.7', '5.1.2', '5.2.0', '5.5.0', 'HIGHER'])('are not %s', release =>
    expect(hasKnownTakeover(release)).toBe(false),
  )
})

describe('passwords', () => {
  it.each(['abcdefg1', 'abcdefg!', '1234567!', 'a1'.repeat(10)])('accept %s', word =>
    expect(passwordProblem(word)).toBeUndefined(),
  )
  it.each([
    ['abcdef1', 'passwordLength'],
    [`${'a1'.repeat(10)}x`, 'passwordLength'],
    ['abcdefgh', 'passwordKinds'],
    ['12345678', 'passwordKinds'],
    ['abcdefg1 ', 'passwordCharacters'],
    ['pässwort1', 'passwordCharacters'],
  ])('refuse %j as %s', (word, code) => expect(passwordProblem(word)?.code).toBe(code))
})

describe('message types', () => {
  it('know a globally ordered topic by its one queue in the whole cluster', () => {
    expect(messageTypeOf('FIFO', 1)).toBe('GLOBALLY_ORDERED')
    expect(messageTypeOf('FIFO', 2)).toBe('PARTITIONALLY_ORDERED')
    expect(messageTypeOf('DELAY', 8)).toBe('DELAYED')
    expect(messageTypeOf(undefined, 8)).toBeUndefined()
  })
  it('bound a body to 64 KB where it is delayed or transactional, to 4 MB elsewhere', () => {
    for (const [type, { maxBodyBytes }] of Object.entries(MESSAGE_TYPE_FACTS)) {
      expect(maxBodyBytes).toBe(/DELAYED|TRANSACTIONAL/.test(type) ? 65_536 : 4_194_304)
    }
    expect(bodyProblem('DELAYED', 65_536)).toBeUndefined()
    expect(sentenceOf(bodyProblem('DELAYED', 65_537) ?? { code: 'required', params: {} })).toBe(
      'The body takes 65537 bytes; a DELAYED message holds 65536.',
    )
  })
  it('let a delay reach 40 days ahead, and any time back', () => {
    const now = 1_000_000_000_000
    expect(deliverTimeProblem(now + 40 * 86_400_000, now)).toBeUndefined()
    expect(deliverTimeProblem(0, now)).toBeUndefined()
    expect(deliverTimeProblem(now + 40 * 86_400_000 + 1, now)?.code).toBe('deliverTooLate')
  })
})
