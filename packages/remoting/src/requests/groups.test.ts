import { describe, expect, it } from 'vitest'
import { answered, refused } from '../../test-support/recorded.ts'
import { parseJson } from '../protocol/json.ts'
import { getConsumerListByGroup } from './0038-get-consumer-list-by-group.ts'
import { checkClientConfig } from './0046-check-client-config.ts'
import { updateAndCreateSubscriptionGroup } from './0200-update-and-create-subscriptiongroup.ts'
import { getAllSubscriptionGroupConfig } from './0201-get-all-subscriptiongroup-config.ts'
import { getConsumerConnectionList } from './0203-get-consumer-connection-list.ts'
import { getProducerConnectionList } from './0204-get-producer-connection-list.ts'
import { getConsumeStats } from './0208-get-consume-stats.ts'
import { queryTopicConsumeByWho } from './0300-query-topic-consume-by-who.ts'
import { queryConsumeTimeSpan } from './0303-query-consume-time-span.ts'
import { getConsumerRunningInfo } from './0307-get-consumer-running-info.ts'
import { queryCorrectionOffset } from './0308-query-correction-offset.ts'
import { getAllProducerInfo } from './0328-get-all-producer-info.ts'
import { queryTopicsByConsumer } from './0343-query-topics-by-consumer.ts'
import { querySubscriptionByConsumer } from './0345-query-subscription-by-consumer.ts'
import { getSubscriptionGroupConfig } from './0352-get-subscriptiongroup-config.ts'
import { updateAndGetGroupForbidden } from './0353-update-and-get-group-forbidden.ts'

const SYSTEM_ERROR = 1
const TOPIC_NOT_EXIST = 17
const SUBSCRIPTION_PARSE_FAILED = 23
const SUBSCRIPTION_GROUP_NOT_EXIST = 26
const INVALID_PARAMETER = 29
const CONSUMER_NOT_ONLINE = 206

describe('configuration of groups', () => {
  it('has everything that can be set', () => {
    expect(answered(getSubscriptionGroupConfig, 'one group').body).toEqual({
      groupName: 'shipping',
      consumeEnable: true,
      consumeFromMinEnable: true,
      consumeBroadcastEnable: true,
      consumeMessageOrderly: true,
      retryQueueNums: 1,
      retryMaxTimes: 5,
      groupRetryPolicy: {
        type: 'EXPONENTIAL',
        exponentialRetryPolicy: { initial: 5_000, max: 60_000, multiplier: 3n },
        customizedRetryPolicy: { next: [1_000, 2_000] },
      },
      brokerId: 0,
      whichBrokerWhenConsumeSlowly: 1,
      notifyConsumerIdsChangedEnable: true,
      groupSysFlag: 0,
      consumeTimeoutMinute: 30,
      subscriptionDataSet: [{ topic: 'orders', expressionType: 'TAG', expression: 'paid', version: 1n }],
      attributes: new Map([['priority.factor', '5']]),
    })
  })

  it('reads from 4.9 with the defaults of 5.x for what it does not know', () => {
    const { body } = answered(getAllSubscriptionGroupConfig, 'all groups', '4.9.7')
    expect(body.subscriptionGroupTable.get('billing')).toMatchObject({
      retryMaxTimes: 5,
      consumeMessageOrderly: false,
      groupRetryPolicy: { type: 'CUSTOMIZED' },
      groupSysFlag: 0,
      consumeTimeoutMinute: 15,
      subscriptionDataSet: undefined,
      attributes: new Map(),
    })
    expect(body.forbiddenTable).toEqual(new Map())
  })

  it('comes in pages from 5.5, with all that is forbidden to their groups', () => {
    const whole = answered(getAllSubscriptionGroupConfig, 'all groups')
    expect(whole.body.forbiddenTable.get('audit')).toEqual(new Map([['orders', 4]]))
    expect(whole.header.totalGroupNum).toBe(whole.body.subscriptionGroupTable.size)
    const pages = ['groups, first page', 'groups, second page'].flatMap(name => [
      ...answered(getAllSubscriptionGroupConfig, name).body.subscriptionGroupTable.keys(),
    ])
    expect(new Set(pages).size).toBe(4)
  })

  it('is written as Java reads it, with signs before the names of attributes', () => {
    const group = answered(getSubscriptionGroupConfig, 'one group').body
    const change = { ...group, attributes: new Map([['-priority.factor', '']]) }
    const written = updateAndCreateSubscriptionGroup.body.write(change) ?? Buffer.alloc(0)
    expect(parseJson(written.toString())).toMatchObject({ attributes: { '-priority.factor': '' } })
    expect(updateAndCreateSubscriptionGroup.body.read(written)).toEqual(change)
  })

  it('is refused without those signs, and by 5.5 with an illegal name', () => {
    expect(refused(updateAndCreateSubscriptionGroup, 'an attribute without a sign')).toBe(SYSTEM_ERROR)
    expect(refused(updateAndCreateSubscriptionGroup, 'a group with an illegal name')).toBe(INVALID_PARAMETER)
    expect(refused(updateAndCreateSubscriptionGroup, 'a group with an illegal name', '5.3.3')).toBe(0)
  })

  it('is made by asking for it, since 5.3.2, where the name is possible', () => {
    expect(answered(getSubscriptionGroupConfig, 'no such group').body.groupName).toBe('never-made')
    expect(refused(getSubscriptionGroupConfig, 'no such group', '5.2.0')).toBe(SYSTEM_ERROR)
    expect(refused(getSubscriptionGroupConfig, 'a group with an impossible name')).toBe(
      SUBSCRIPTION_GROUP_NOT_EXIST,
    )
  })

  it('may forbid a topic to a group', () => {
    const forbidden = answered(updateAndGetGroupForbidden, 'forbid a topic to a group').body
    expect(forbidden).toEqual({ group: 'audit', topic: 'orders', readable: false })
    const asked = answered(updateAndGetGroupForbidden, 'ask whether a group may read').body
    expect(asked).toEqual({ group: 'billing', topic: 'orders', readable: true })
  })
})

describe.each(['5.5.0', '5.3.3', '5.2.0', '4.9.7'] as const)('clients connected to %s', release => {
  it('are told with what they subscribe to', () => {
    const { body } = answered(getConsumerConnectionList, 'consumers of billing', release)
    expect(body.connectionSet).toHaveLength(1)
    expect(body.connectionSet[0]).toMatchObject({ clientId: '192.0.2.10@billing-1', language: 'JAVA' })
    expect(body).toMatchObject({
      consumeType: 'CONSUME_PASSIVELY',
      messageModel: 'CLUSTERING',
      consumeFromWhere: 'CONSUME_FROM_FIRST_OFFSET',
    })
    expect(body.subscriptionTable.get('orders')).toMatchObject({
      subString: 'paid || sent',
      tagsSet: expect.arrayContaining(['paid', 'sent']),
      codeSet: expect.arrayContaining([3_433_164, 3_526_552]),
      expressionType: 'TAG',
    })
    const ids = answered(getConsumerListByGroup, 'client IDs of billing', release).body.consumerIdList
    expect(ids).toEqual(['192.0.2.10@billing-1'])
  })

  it('are refused, not empty, for a group without any', () => {
    expect(refused(getConsumerConnectionList, 'consumers of nobody', release)).toBe(CONSUMER_NOT_ONLINE)
    expect(refused(getConsumerListByGroup, 'client IDs of nobody', release)).toBe(SYSTEM_ERROR)
    expect(refused(getProducerConnectionList, 'producers of nobody', release)).toBe(SYSTEM_ERROR)
    expect(refused(getConsumerRunningInfo, 'running info of nobody', release)).toBe(SYSTEM_ERROR)
  })

  it('are producers, too', () => {
    const { connectionSet } = answered(getProducerConnectionList, 'producers of shop', release).body
    expect(connectionSet.map(({ clientId }) => clientId)).toEqual(['192.0.2.10@shop-1'])
    const { data } = answered(getAllProducerInfo, 'all producers', release).body
    const [producer] = data.get('shop') ?? []
    expect(producer).toMatchObject({ clientId: '192.0.2.10@shop-1', language: 'JAVA' })
    expect(producer?.remoteIP).toMatch(/^\/127\.0\.0\.1:\d+$/)
  })

  it('tell what they are doing', () => {
    const { body } = answered(getConsumerRunningInfo, 'running info of ledger', release)
    expect(body.properties.get('PROP_CONSUMEORDERLY')).toBe('true')
    expect(body.properties.get('PROP_CONSUME_TYPE')).toBe('CONSUME_PASSIVELY')
    const locked = body.mqTable.filter(([{ topic }, { locked }]) => topic === 'orders' && locked)
    expect(locked).toHaveLength(4)
    expect(body.statusTable.get('orders')?.consumeOKTPS).toBeGreaterThan(0)
    expect(body.jstack).toContain('STATE:')
    const without = answered(getConsumerRunningInfo, 'running info of billing', release).body
    expect(without.jstack).toBeUndefined()
  })

  it('have come so far', () => {
    const { offsetTable } = answered(getConsumeStats, 'progress of billing', release).body
    const orders = offsetTable.filter(([{ topic }]) => topic === 'orders')
    expect(orders).toHaveLength(4)
    for (const [, { brokerOffset, consumerOffset, pullOffset }] of orders) {
      expect(consumerOffset).toBeGreaterThan(0n)
      expect(brokerOffset).toBeGreaterThanOrEqual(consumerOffset)
      expect(pullOffset === undefined).toBe(release === '4.9.7')
    }
    expect(answered(getConsumeStats, 'progress of nobody', release).body.offsetTable).toEqual([])
  })

  it('are those of a topic', () => {
    const { groupList } = answered(queryTopicConsumeByWho, 'groups of a topic', release).body
    expect(groupList).toEqual(expect.arrayContaining(['billing', 'ledger']))
    expect(answered(queryTopicConsumeByWho, 'groups of no topic', release).body.groupList).toEqual([])
  })

  it('stand between messages of these times', () => {
    const { consumeTimeSpanSet } = answered(queryConsumeTimeSpan, 'times', release).body
    expect(consumeTimeSpanSet.map(({ messageQueue }) => messageQueue.queueId).toSorted()).toEqual([
      0, 1, 2, 3,
    ])
    for (const { minTimeStamp, maxTimeStamp, consumeTimeStamp } of consumeTimeSpanSet) {
      expect(consumeTimeStamp).toBeGreaterThanOrEqual(minTimeStamp)
      expect(consumeTimeStamp).toBeLessThanOrEqual(maxTimeStamp)
    }
    expect(refused(queryConsumeTimeSpan, 'times of no topic', release)).toBe(TOPIC_NOT_EXIST)
  })

  it('may filter by an expression, when it makes sense', () => {
    expect(refused(checkClientConfig, 'an expression', release)).toBe(0)
    expect(refused(checkClientConfig, 'an expression that makes no sense', release)).toBe(
      SUBSCRIPTION_PARSE_FAILED,
    )
  })
})

describe('a group and its topics', () => {
  it('is those it has offsets in', () => {
    const { topicList, brokerAddr } = answered(queryTopicsByConsumer, 'topics of billing').body
    // Its retry topic comes in when a first retry was consumed: half a minute after the clients, or later.
    expect(topicList.filter(topic => topic !== '%RETRY%billing')).toEqual(['orders'])
    expect(brokerAddr).toBeDefined()
  })

  it('has a subscription while it is connected', () => {
    const { subscriptionData } = answered(querySubscriptionByConsumer, 'subscription of ledger').body
    expect(subscriptionData).toMatchObject({ subString: 'amount > 10', expressionType: 'SQL92' })
    const nobody = answered(querySubscriptionByConsumer, 'subscription of nobody').body
    expect(nobody).toEqual({ group: 'nobody', topic: 'orders', subscriptionData: undefined })
  })

  it('tells of topics that are named also when it does not subscribe to them, since 5.3.2', () => {
    const topicsFrom = (release: '5.5.0' | '5.2.0') =>
      new Set(
        answered(getConsumeStats, 'progress in some topics', release).body.offsetTable.map(
          ([{ topic }]) => topic,
        ),
      )
    expect(topicsFrom('5.5.0')).toEqual(new Set(['orders', 'fixed']))
    expect(topicsFrom('5.2.0').has('fixed')).toBe(false)
  })

  it('loses its offsets by being left out of a reckoning', () => {
    const topicsOf = (name: string) => answered(queryTopicsByConsumer, name).body.topicList
    expect(topicsOf('topics of a group before it is left out')).toEqual(['orders'])
    expect(
      answered(queryCorrectionOffset, 'lowest offsets without a group').body.correctionOffsets.size,
    ).toBe(4)
    expect(topicsOf('topics of a group after it was left out')).toEqual([])
    expect(queryCorrectionOffset.readOnly).toBe(false)
  })
})
