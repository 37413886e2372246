import { describe, expect, it } from 'vitest'
import { type Script, ScriptedPeer } from '../../../test-support/scripted-peer.ts'
import { Admin } from './admin.ts'

const GET_ALL_CONSUMER_OFFSET = 43
const GET_ROUTEINFO_BY_TOPIC = 105
const QUERY_TOPIC_CONSUME_BY_WHO = 300

/** Name server and broker in one: it routes to itself. */
function answering(bodies: Readonly<Record<number, string>>): Script {
  return (request, line) => {
    const self = `127.0.0.1:${line.socket.localPort}`
    const route =
      `{"brokerDatas":[{"brokerAddrs":{0:"${self}"},"brokerName":"a","cluster":"c"}],` +
      '"queueDatas":[{"brokerName":"a","perm":6,"readQueueNums":1,"topicSysFlag":0,"writeQueueNums":1}]}'
    line.reply(request, {
      body: request.code === GET_ROUTEINFO_BY_TOPIC ? route : (bodies[request.code] ?? ''),
    })
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
    const { groups, codes } = await groupsOf(
      answering({ [QUERY_TOPIC_CONSUME_BY_WHO]: '{"groupList":["billing","stock"]}' }),
    )
    expect(groups).toEqual([['billing', 'stock']])
    expect(codes).toEqual([GET_ROUTEINFO_BY_TOPIC, QUERY_TOPIC_CONSUME_BY_WHO])
  })

  it('are read from the offsets where a broker of 5.3.3 names the topic instead', async () => {
    const { groups } = await groupsOf(
      answering({
        [QUERY_TOPIC_CONSUME_BY_WHO]: '{"groupList":["orders","online"]}',
        [GET_ALL_CONSUMER_OFFSET]:
          '{"offsetTable":{"orders@billing":{0:5},"orders@online":{0:1},"orders2@other":{0:1},"%RETRY%x@x":{0:1}}}',
      }),
    )
    expect(groups).toEqual([['online', 'billing']])
  })
})
