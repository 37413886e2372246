import { describe, expect, it } from 'vitest'
import { type Script, ScriptedPeer } from '../../../test-support/scripted-peer.ts'
import { Admin } from './admin.ts'

const GET_ROUTEINFO_BY_TOPIC = 105
const QUERY_TOPIC_CONSUME_BY_WHO = 300
const GET_SUBSCRIPTIONGROUP_CONFIG = 352

const GROUP = JSON.stringify({
  groupName: 'orders',
  consumeEnable: true,
  consumeFromMinEnable: true,
  consumeBroadcastEnable: true,
  retryQueueNums: 1,
  retryMaxTimes: 16,
  brokerId: 0,
  whichBrokerWhenConsumeSlowly: 1,
  notifyConsumerIdsChangedEnable: true,
})

/** Name server and broker in one: it routes to itself, and answers the request for one group with `groupCode`. */
function answering(groupList: readonly string[], groupCode = 0): Script {
  return (request, line) => {
    const self = `127.0.0.1:${line.socket.localPort}`
    const route =
      `{"brokerDatas":[{"brokerAddrs":{0:"${self}"},"brokerName":"a","cluster":"c"}],` +
      '"queueDatas":[{"brokerName":"a","perm":6,"readQueueNums":1,"topicSysFlag":0,"writeQueueNums":1}]}'
    if (request.code === GET_ROUTEINFO_BY_TOPIC) line.reply(request, { body: route })
    if (request.code === QUERY_TOPIC_CONSUME_BY_WHO)
      line.reply(request, { body: JSON.stringify({ groupList }) })
    if (request.code === GET_SUBSCRIPTIONGROUP_CONFIG)
      line.reply(request, { code: groupCode, body: groupCode === 0 ? GROUP : '' })
  }
}

async function groupsOf(script: Script): Promise<{ groups: unknown; codes: number[] }> {
  await using peer = await ScriptedPeer.start(script)
  await using admin = new Admin({ namesrvAddr: peer.addr })
  const { answered } = await admin.topics.groups('orders')
  return { groups: answered.map(({ value }) => value), codes: peer.requests.map(({ code }) => code) }
}

describe('the groups of a topic', () => {
  it('are what the broker says, with one request to it', async () => {
    const { groups, codes } = await groupsOf(answering(['billing', 'stock']))
    expect(groups).toEqual([['billing', 'stock']])
    expect(codes).toEqual([GET_ROUTEINFO_BY_TOPIC, QUERY_TOPIC_CONSUME_BY_WHO])
  })

  it('do not count the topic itself, which brokers of 5.3.3 name among them', async () => {
    const { groups } = await groupsOf(answering(['orders', 'billing'], 26))
    expect(groups).toEqual([['billing']])
  })

  it('count a group that has the name of the topic', async () => {
    const { groups } = await groupsOf(answering(['orders', 'billing']))
    expect(groups).toEqual([['orders', 'billing']])
  })

  it('are left as they are by a broker that cannot tell of one group', async () => {
    const { groups } = await groupsOf(answering(['orders', 'billing'], 3))
    expect(groups).toEqual([['orders', 'billing']])
  })
})
