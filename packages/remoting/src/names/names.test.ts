import { describe, expect, it } from 'vitest'
import { readGolden } from '../message/testing/golden.ts'
import { isLmq, liteQueueNameOf, parseLiteQueueName } from './lite-topic.ts'
import { isInNamespace, namespaceOf, unwrapNamespace, wrapNamespace } from './namespace.ts'
import {
  dlqTopicOf,
  groupOf,
  isDlqTopic,
  isRetryTopic,
  isRetryTopicOf,
  normalTopicOf,
  popRetryTopicOf,
  replyTopicOf,
  retryTopicOf,
  withoutRetryAndDlq,
} from './retry-topic.ts'
import {
  isPredefinedGroup,
  isSendForbidden,
  isSystemGroup,
  isSystemTopic,
  reviveTopicOf,
  SystemTopic,
  TIMER_TOPIC,
  TRACE_TOPIC_PREFIX,
  topicsOfBroker,
} from './system-names.ts'
import { groupNameProblem, topicNameProblem } from './valid-names.ts'

interface GoldenName {
  readonly name: string
  readonly isSystemTopic: boolean
  readonly isSystemGroup: boolean
  readonly isPredefinedGroup: boolean
  readonly isValidTopic: boolean
  readonly isValidGroup: boolean
  readonly namespace: string
  readonly wrapped: string
  readonly unwrapped: string
  readonly unwrappedOf1: string
  readonly withoutRetryAndDlq: string
  readonly isLmq: boolean
  readonly parentTopic: string | null
  readonly liteTopic: string | null
}
const golden = readGolden<{
  systemTopics: string[]
  notAllowedSendTopics: string[]
  timerTopic: string
  reviveTopicOfC: string
  replyTopicOfC: string
  popRetryTopics: [string, string]
  liteQueueName: string
  names: GoldenName[]
}>('names.json')

describe('what Apache RocketMQ says of a name is said here, too', () => {
  it.each(golden.names)('of $name', read => {
    const { name } = read
    const lite = parseLiteQueueName(name)
    expect({
      name,
      isSystemTopic: isSystemTopic(name),
      isSystemGroup: isSystemGroup(name),
      isPredefinedGroup: isPredefinedGroup(name),
      isValidTopic: topicNameProblem(name) === undefined,
      isValidGroup: groupNameProblem(name) === undefined,
      namespace: namespaceOf(name),
      wrapped: wrapNamespace('MQ_INST_1', name),
      unwrapped: unwrapNamespace(name),
      unwrappedOf1: unwrapNamespace(name, 'MQ_INST_1'),
      withoutRetryAndDlq: withoutRetryAndDlq(name),
      isLmq: isLmq(name),
      parentTopic: lite?.parentTopic ?? null,
      liteTopic: lite?.liteTopic ?? null,
    }).toEqual(read)
  })

  it('of all its system topics', () => {
    expect(Object.values(SystemTopic).sort()).toEqual([...golden.systemTopics].sort())
    expect(golden.systemTopics.filter(isSendForbidden).sort()).toEqual(
      [...golden.notAllowedSendTopics].sort(),
    )
    expect(isSendForbidden('TopicTest')).toBe(false)
    expect(TIMER_TOPIC).toBe(golden.timerTopic)
    expect(reviveTopicOf('c')).toBe(golden.reviveTopicOfC)
    expect(replyTopicOf('c')).toBe(golden.replyTopicOfC)
    expect(liteQueueNameOf('parent', 'lite')).toBe(golden.liteQueueName)
    expect(TRACE_TOPIC_PREFIX).toBe('rmq_sys_TRACE_DATA_')
  })

  it('of the retry topics of POP', () => {
    expect([popRetryTopicOf('t', 'g', 1), popRetryTopicOf('t', 'g', 2)]).toEqual(golden.popRetryTopics)
  })
})

describe('a retry or dead-letter topic', () => {
  it('is made for a group and tells it', () => {
    expect([retryTopicOf('g'), dlqTopicOf('g')]).toEqual(['%RETRY%g', '%DLQ%g'])
    expect([groupOf('%RETRY%g'), groupOf('%DLQ%g'), groupOf('%RETRY%g+t'), groupOf('t')]).toEqual([
      'g',
      'g',
      'g',
      undefined,
    ])
    expect([isRetryTopic('%RETRY%g'), isRetryTopic('%DLQ%g')]).toEqual([true, false])
    expect([isDlqTopic('%RETRY%g'), isDlqTopic('%DLQ%g')]).toEqual([false, true])
  })

  it('of POP version 1 tells its group only together with its topic, since names may have underscores', () => {
    expect(groupOf('%RETRY%g_t')).toBe('g_t')
  })

  it('of POP tells the topic to who knows the group', () => {
    expect(normalTopicOf('%RETRY%g_t', 'g')).toBe('t')
    expect(normalTopicOf('%RETRY%g+t_u', 'g')).toBe('t_u')
    expect(normalTopicOf('%RETRY%g_h_t', 'g_h')).toBe('t')
    expect(normalTopicOf('%RETRY%g', 'g')).toBeUndefined()
    expect(normalTopicOf('%RETRY%g_', 'g')).toBeUndefined()
    expect(normalTopicOf('%RETRY%other', 'g')).toBeUndefined()
    expect(normalTopicOf('TopicTest', 'g')).toBe('TopicTest')
  })

  it('belongs to a group with all its topics of POP, and to no other group', () => {
    const topics = ['%RETRY%g', '%RETRY%g_t', '%RETRY%g+t']
    expect(topics.map(topic => isRetryTopicOf(topic, 'g'))).toEqual([true, true, true])
    const others = ['%RETRY%gg', '%RETRY%h', '%DLQ%g', 'g', 'TopicTest']
    expect(others.map(topic => isRetryTopicOf(topic, 'g'))).toEqual([false, false, false, false, false])
  })
})

describe('the topics of a broker', () => {
  it('are named after its cluster and itself', () => {
    expect(topicsOfBroker('c', 'b')).toEqual([
      'c',
      'b',
      'c_REPLY_TOPIC',
      'rmq_sys_REVIVE_LOG_c',
      'rmq_sys_SYNC_BROKER_MEMBER_b',
    ])
  })
})

describe('a namespace', () => {
  it.each(['TopicTest', '%RETRY%g', '%DLQ%g'])('goes on %s once and comes off again', name => {
    const wrapped = wrapNamespace('MQ_INST_1', name)
    expect(wrapNamespace('MQ_INST_1', wrapped)).toBe(wrapped)
    expect(isInNamespace('MQ_INST_1', wrapped)).toBe(true)
    expect(namespaceOf(wrapped)).toBe('MQ_INST_1')
    expect(unwrapNamespace(wrapped, 'MQ_INST_1')).toBe(name)
    expect(unwrapNamespace(wrapped)).toBe(name)
  })

  it('stays on when it is another one than asked', () => {
    expect(unwrapNamespace('%RETRY%MQ_INST_2%g', 'MQ_INST_1')).toBe('%RETRY%MQ_INST_2%g')
    expect(unwrapNamespace('MQ_INST_10%t', 'MQ_INST_1')).toBe('MQ_INST_10%t')
  })

  it('that is empty changes nothing', () => {
    expect(wrapNamespace('', 'TopicTest')).toBe('TopicTest')
    expect(unwrapNamespace('a%b', '')).toBe('a%b')
    expect(isInNamespace('', '%b')).toBe(false)
  })

  it('never goes on what is RocketMQ’s own', () => {
    for (const name of [...golden.systemTopics, TIMER_TOPIC, 'CID_RMQ_SYS_TRANS']) {
      expect(wrapNamespace('MQ_INST_1', name)).toBe(name)
    }
  })
})

describe('a name that a broker refuses', () => {
  it('is told with what is wrong with it', () => {
    expect(topicNameProblem(' ')).toEqual({ reason: 'BLANK' })
    expect(topicNameProblem('a.b')).toEqual({ reason: 'ILLEGAL_CHARACTER', character: '.' })
    expect(topicNameProblem('a🚀')).toEqual({ reason: 'ILLEGAL_CHARACTER', character: '🚀' })
    expect(topicNameProblem('a'.repeat(128))).toEqual({ reason: 'TOO_LONG', maxLength: 127 })
    expect(topicNameProblem(`%DLQ%${'a'.repeat(251)}`)).toEqual({ reason: 'TOO_LONG', maxLength: 255 })
    expect(groupNameProblem('a'.repeat(121))).toEqual({ reason: 'TOO_LONG', maxLength: 120 })
  })
})
