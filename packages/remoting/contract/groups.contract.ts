import { describe, expect, it } from 'vitest'
import { updateAndCreateSubscriptionGroupList } from '../src/requests/0225-update-and-create-subscriptiongroup-list.ts'
import { updateAndGetGroupForbidden } from '../src/requests/0353-update-and-get-group-forbidden.ts'
import type { SubscriptionGroupConfig } from '../src/requests/shapes/subscription-group-config.ts'
import { provesCoverage } from './coverage.ts'
import { admin, answersOf, brokerAddr, cluster, makeGroup, makeTopic, uniqueName } from './harness.ts'
import { joinGroup } from './member.ts'
import { itNeeds } from './on-release.ts'

const masterCount = cluster.masters.length

async function configsOf(group: string): Promise<SubscriptionGroupConfig[]> {
  return answersOf(await admin.groups.configs()).flatMap(table => table.get(group) ?? [])
}

describe('making a consumer group', () => {
  it('makes it on every master with what was asked for', async () => {
    const group = await makeGroup({ retryMaxTimes: 3, consumeBroadcastEnable: false, retryQueueNums: 2 })
    const configs = await configsOf(group)
    expect(configs).toHaveLength(masterCount)
    for (const config of configs) {
      const expected = {
        retryMaxTimes: 3,
        consumeBroadcastEnable: false,
        retryQueueNums: 2,
        consumeEnable: true,
      }
      expect(config).toMatchObject({ groupName: group, ...expected })
    }
  })

  it('again changes what differs', async () => {
    const group = await makeGroup({ retryMaxTimes: 3 })
    await makeGroup({ groupName: group, retryMaxTimes: 5 })
    for (const config of await configsOf(group)) expect(config.retryMaxTimes).toBe(5)
  })

  itNeeds('UPDATE_AND_CREATE_SUBSCRIPTIONGROUP_LIST', 'makes several in one request', async () => {
    const [template] = await configsOf(await makeGroup())
    if (template === undefined) throw new Error('The group that was just made is missing.')
    const groups = [uniqueName('group'), uniqueName('group')]
    const body = { groupConfigList: groups.map(groupName => ({ ...template, groupName })) }
    await admin.cluster.call(brokerAddr, updateAndCreateSubscriptionGroupList, { header: {}, body })
    for (const group of groups) expect(await configsOf(group)).toHaveLength(1)
  })
})

describe('the configuration of a group', () => {
  itNeeds('GET_SUBSCRIPTIONGROUP_CONFIG', 'is answered by each master', async () => {
    const group = await makeGroup({ retryMaxTimes: 4 })
    const configs = answersOf(await admin.groups.config(group))
    expect(configs.map(({ retryMaxTimes }) => retryMaxTimes)).toEqual(cluster.masters.map(() => 4))
  })

  itNeeds(
    'GET_SUBSCRIPTIONGROUP_CONFIG',
    'is made on being asked for, where brokers make groups by themselves',
    async () => {
      const group = uniqueName('group')
      expect((await admin.brokers.config(brokerAddr)).get('autoCreateSubscriptionGroup')).toBe('true')
      const result = await admin.groups.config(group)
      if (cluster.release === '5.2.0') {
        expect(result.failed).toMatchObject(cluster.masters.map(() => ({ error: { responseCode: 1 } })))
        return
      }
      expect(answersOf(result)).toHaveLength(masterCount)
      expect(await configsOf(group)).toHaveLength(masterCount)
    },
  )

  itNeeds('GET_SUBSCRIPTIONGROUP_CONFIG', 'keeps its retry policy', async () => {
    const groupRetryPolicy = {
      type: 'EXPONENTIAL',
      exponentialRetryPolicy: { initial: 1_000, max: 60_000, multiplier: 2n },
    }
    const group = await makeGroup({ groupRetryPolicy })
    for (const config of answersOf(await admin.groups.config(group))) {
      expect(config.groupRetryPolicy).toMatchObject(groupRetryPolicy)
    }
  })
})

describe('removing a group', () => {
  it('takes it from every master', async () => {
    const group = await makeGroup()
    answersOf(await admin.groups.remove(group))
    expect(await configsOf(group)).toEqual([])
  })
})

describe('a group that is forbidden to read a topic', () => {
  itNeeds('UPDATE_AND_GET_GROUP_FORBIDDEN', 'is told so until it is allowed again', async () => {
    const [group, topic] = [await makeGroup(), await makeTopic()]
    const forbid = async (readable?: boolean) => {
      const header = { group, topic, ...(readable !== undefined && { readable }) }
      return (await admin.cluster.call(brokerAddr, updateAndGetGroupForbidden, { header })).body
    }
    expect(await forbid()).toEqual({ group, topic, readable: true })
    expect(await forbid(false)).toEqual({ group, topic, readable: false })
    expect(await forbid()).toEqual({ group, topic, readable: false })
    expect(await forbid(true)).toEqual({ group, topic, readable: true })
  })
})

describe('what a group consumes', () => {
  itNeeds('QUERY_TOPICS_BY_CONSUMER', 'is empty for a group that nobody has used', async () => {
    expect(answersOf(await admin.groups.topics(await makeGroup())).flat()).toEqual([])
  })

  itNeeds(
    'QUERY_SUBSCRIPTION_BY_CONSUMER',
    'names the topic and the subscription of its members',
    async () => {
      const [group, topic] = [await makeGroup(), await makeTopic()]
      await using _member = await joinGroup(group, topic)
      const subscriptions = answersOf(await admin.groups.subscription(group, topic))
      expect(subscriptions).toHaveLength(masterCount)
      for (const subscription of subscriptions) {
        expect(subscription).toMatchObject({ topic, subString: '*', expressionType: 'TAG' })
      }
    },
  )

  itNeeds(
    'QUERY_SUBSCRIPTION_BY_CONSUMER',
    'has no subscription to a topic that no member subscribes',
    async () => {
      const subscriptions = answersOf(await admin.groups.subscription(await makeGroup(), await makeTopic()))
      expect(subscriptions.every(subscription => subscription === undefined)).toBe(true)
    },
  )
})

provesCoverage('groups')
