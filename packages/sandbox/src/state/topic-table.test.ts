import { describe, expect, it } from 'vitest'
import { ManualClock } from '../clock.ts'
import { plainTopic } from './plain-topic.ts'
import { TopicTable } from './topic-table.ts'

function newTable({ autoCreateTopicEnable = false } = {}) {
  const announced: string[][] = []
  const clock = new ManualClock()
  const table = new TopicTable({
    clusterName: 'sandbox',
    brokerName: 'broker-a',
    clock,
    autoCreateTopicEnable,
    onChanged: changed => void announced.push(changed.map(({ topicName }) => topicName)),
  })
  return { table, announced, clock }
}

describe('the topics of a new broker', () => {
  it('are those of RocketMQ, and named after cluster and broker', () => {
    const { table } = newTable()
    expect([...table.all().keys()].sort()).toEqual(
      [
        'BenchmarkTest',
        'OFFSET_MOVED_EVENT',
        'RMQ_SYS_ROCKSDB_TRANS_HALF_TOPIC',
        'RMQ_SYS_ROCKSDB_TRANS_OP_HALF_TOPIC',
        'RMQ_SYS_TRACE_TOPIC',
        'RMQ_SYS_TRANS_HALF_TOPIC',
        'RMQ_SYS_TRANS_OP_HALF_TOPIC',
        'SCHEDULE_TOPIC_XXXX',
        'SELF_TEST_TOPIC',
        'broker-a',
        'rmq_sys_REVIVE_LOG_sandbox',
        'rmq_sys_SYNC_BROKER_MEMBER_broker-a',
        'rmq_sys_wheel_timer',
        'sandbox',
        'sandbox_REPLY_TOPIC',
      ].sort(),
    )
    expect(newTable({ autoCreateTopicEnable: true }).table.get('TBW102')).toMatchObject({
      perm: 7,
      writeQueueNums: 8,
    })
  })

  it.each(['broker-a', 'RMQ_SYS_TRANS_HALF_TOPIC', 'rmq_sys_anything', 'TBW102'])(
    '%s is the broker’s own',
    topic => {
      const { table } = newTable()
      expect(table.isSystem(topic)).toBe(true)
      expect(() => table.save([plainTopic(topic, 1)])).toThrow(
        `The topic[${topic}] is conflict with system topic.`,
      )
    },
  )
})

describe('saving topics', () => {
  it('makes or replaces them, tells who listens, and counts the version', () => {
    const { table, announced, clock } = newTable()
    const before = table.dataVersion
    clock.advance(5)
    table.save([plainTopic('a', 1), plainTopic('b', 2)])
    table.save([{ ...plainTopic('a', 3), perm: 4 }])
    expect(table.get('a')).toMatchObject({ writeQueueNums: 3, perm: 4 })
    expect(announced).toEqual([['a', 'b'], ['a']])
    expect(table.dataVersion).toEqual({
      stateVersion: 0n,
      timestamp: clock.now(),
      counter: before.counter + 2n,
    })
  })

  it('keeps attributes that are not named', () => {
    const { table } = newTable()
    table.save([{ ...plainTopic('a', 1), attributes: new Map([['+message.type', 'FIFO']]) }])
    table.save([plainTopic('a', 2)])
    expect(table.get('a')?.attributes).toEqual(new Map([['message.type', 'FIFO']]))
  })

  it('makes none of them when one has a bad name', () => {
    const { table, announced } = newTable()
    expect(() => table.save([plainTopic('good', 1), plainTopic('not good', 1)])).toThrow(
      'contains illegal characters',
    )
    expect([table.get('good'), announced]).toEqual([undefined, []])
  })

  it.each([
    ['', 'The specified topic is blank.'],
    ['a'.repeat(128), 'is longer than topic max length: 127'],
  ])('refuses the name "%s"', (topic, remark) => {
    expect(() => newTable().table.save([plainTopic(topic, 1)])).toThrow(remark)
  })
})

describe('a topic that is sent to and does not exist', () => {
  it('is made after the template where that is allowed', () => {
    const { table, announced } = newTable({ autoCreateTopicEnable: true })
    expect(table.forSending('a', 'TBW102', 4, 0)).toMatchObject({
      topicName: 'a',
      writeQueueNums: 4,
      perm: 6,
    })
    expect(table.forSending('b', 'TBW102', 99, 0)).toMatchObject({ writeQueueNums: 8 })
    expect(announced).toEqual([['a'], ['b']])
  })

  it('is not made elsewhere, nor after a template that nothing may be made of', () => {
    const { table } = newTable()
    expect(table.forSending('a', 'TBW102', 4, 0)).toBeUndefined()
    expect(table.forSending('a', 'BenchmarkTest', 4, 0)).toBeUndefined()
  })

  it('is what it is when it exists', () => {
    const { table } = newTable({ autoCreateTopicEnable: true })
    table.save([plainTopic('a', 1)])
    expect(table.forSending('a', 'TBW102', 4, 0)).toMatchObject({ writeQueueNums: 1 })
  })
})

describe('a topic that the broker needs', () => {
  it('is made once', () => {
    const { table, announced } = newTable()
    expect(table.forBroker('%RETRY%g', 2)).toMatchObject({ readQueueNums: 2, perm: 6 })
    expect(table.forBroker('%RETRY%g', 5)).toMatchObject({ readQueueNums: 2 })
    expect(announced).toEqual([['%RETRY%g']])
  })
})

describe('removing a topic', () => {
  it('is seen in the version, unless there was none', () => {
    const { table } = newTable()
    table.save([plainTopic('a', 1)])
    const before = table.dataVersion.counter
    table.remove('a')
    table.remove('a')
    expect([table.get('a'), table.dataVersion.counter]).toEqual([undefined, before + 1n])
  })
})
