import { describe, expect, it } from 'vitest'
import { type Script, ScriptedPeer } from '../../../test-support/scripted-peer.ts'
import { Cluster } from '../cluster.ts'
import { topicGroupsAt } from './topic-groups.ts'

const GET_BROKER_RUNTIME_INFO = 28
const GET_ALL_SUBSCRIPTIONGROUP_CONFIG = 201
const QUERY_TOPIC_CONSUME_BY_WHO = 300
const QUERY_SUBSCRIPTION_BY_CONSUMER = 345

const groupConfig = (groupName: string) => ({
  groupName,
  consumeEnable: true,
  consumeFromMinEnable: true,
  consumeBroadcastEnable: true,
  retryQueueNums: 1,
  retryMaxTimes: 16,
  brokerId: 0,
  whichBrokerWhenConsumeSlowly: 1,
  notifyConsumerIdsChangedEnable: true,
})

/** A broker of a release that lists these groups and knows two, of which `shipping` is online. */
function broker(release: string, groupList: readonly string[]): Script {
  const subscriptionGroupTable = { billing: groupConfig('billing'), shipping: groupConfig('shipping') }
  const dataVersion = { stateVersion: 0, timestamp: 1, counter: 1 }
  return (request, line) => {
    const say = (body: unknown): void => line.reply(request, { body: JSON.stringify(body) })
    if (request.code === QUERY_TOPIC_CONSUME_BY_WHO) say({ groupList })
    if (request.code === GET_BROKER_RUNTIME_INFO) say({ table: { brokerVersionDesc: release } })
    if (request.code === GET_ALL_SUBSCRIPTIONGROUP_CONFIG)
      say({ subscriptionGroupTable, forbiddenTable: {}, dataVersion })
    if (request.code === QUERY_SUBSCRIPTION_BY_CONSUMER) {
      const { group, topic } = request.extFields
      const subscriptionData = { topic, subString: '*', tagsSet: [], codeSet: [], subVersion: 1 }
      say({ group, topic, ...(group === 'shipping' && { subscriptionData }) })
    }
  }
}

async function groupsAt(script: Script): Promise<{ groups: string[]; codes: number[] }> {
  await using peer = await ScriptedPeer.start(script)
  await using cluster = new Cluster({ namesrvAddr: peer.addr })
  const groups = await topicGroupsAt(cluster, peer.addr, 'orders')
  return { groups, codes: peer.requests.map(({ code }) => code) }
}

describe('the groups of a topic', () => {
  it('are what the broker says, with one request', async () => {
    const { groups, codes } = await groupsAt(broker('V5_3_3', ['billing', 'stock']))
    expect(groups).toEqual(['billing', 'stock'])
    expect(codes).toEqual([QUERY_TOPIC_CONSUME_BY_WHO])
  })

  it('are those with offsets and those online where a broker of 5.3.3 names the topic instead', async () => {
    const { groups } = await groupsAt(broker('V5_3_3', ['orders', 'billing']))
    expect(groups).toEqual(['billing', 'shipping'])
  })

  it('count a group that has the name of the topic on any other release', async () => {
    const { groups } = await groupsAt(broker('V5_5_0', ['orders', 'billing']))
    expect(groups).toEqual(['orders', 'billing'])
  })
})
