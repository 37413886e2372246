import { describe, expect, it } from 'vitest'
import { rejectionOf } from '../../test-support/errors.ts'
import { type Script, ScriptedPeer } from '../../test-support/scripted-peer.ts'
import { Cluster } from './cluster.ts'

const TWO_BROKERS =
  '{"brokerAddrTable":{"a":{"brokerAddrs":{0:"h1:1",1:"h2:1"},"brokerName":"a","cluster":"c"},' +
  '"b":{"brokerAddrs":{1:"h3:1"},"brokerName":"b","cluster":"c"}},"clusterAddrTable":{"c":["a","b"]}}'
const ROUTE =
  '{"brokerDatas":[{"brokerAddrs":{0:"h1:1",1:"h2:1"},"brokerName":"a","cluster":"c"}],"filterServerTable":{},' +
  '"queueDatas":[{"brokerName":"a","perm":6,"readQueueNums":1,"topicSysFlag":0,"writeQueueNums":1}]}'

async function withNameServer<T>(script: Script, run: (cluster: Cluster) => Promise<T>): Promise<T> {
  await using peer = await ScriptedPeer.start(script)
  await using cluster = new Cluster({ namesrvAddr: peer.addr })
  return await run(cluster)
}

const saying =
  (body: string): Script =>
  (request, line) =>
    line.reply(request, { body })

describe('Cluster', () => {
  it('knows every broker process, and the masters among them', async () => {
    await withNameServer(saying(TWO_BROKERS), async cluster => {
      const nodes = await cluster.brokers()
      expect(nodes.map(({ brokerName, brokerId, addr }) => [brokerName, brokerId, addr])).toEqual([
        ['a', 0, 'h1:1'],
        ['a', 1, 'h2:1'],
        ['b', 1, 'h3:1'],
      ])
      expect((await cluster.masters()).map(({ addr }) => addr)).toEqual(['h1:1'])
    })
  })

  it('without a single broker fails and says what to check', async () => {
    const empty = '{"brokerAddrTable":{},"clusterAddrTable":{}}'
    await withNameServer(saying(empty), async cluster => {
      expect(await rejectionOf(cluster.brokers())).toMatchObject({
        code: 'NO_BROKER',
        addr: cluster.namesrvAddr,
        message: expect.stringContaining('check that a broker runs'),
      })
    })
  })

  it('finds the masters of a topic by its route', async () => {
    await withNameServer(saying(ROUTE), async cluster => {
      expect((await cluster.mastersOf('t')).map(({ addr }) => addr)).toEqual(['h1:1'])
    })
  })

  it('tells that a topic has no route, with its name', async () => {
    const unknown: Script = (request, line) => line.reply(request, { code: 17, remark: 'no route' })
    await withNameServer(unknown, async cluster => {
      expect(await rejectionOf(cluster.route('orders'))).toMatchObject({
        code: 'NO_ROUTE',
        addr: cluster.namesrvAddr,
        request: 'GET_ROUTEINFO_BY_TOPIC',
        message: expect.stringContaining('orders'),
      })
    })
  })

  it('lets other refusals of a route pass as they are', async () => {
    const broken: Script = (request, line) => line.reply(request, { code: 1, remark: 'out of order' })
    await withNameServer(broken, async cluster => {
      expect(await rejectionOf(cluster.route('orders'))).toMatchObject({
        code: 'BROKER_REFUSED',
        responseCode: 1,
      })
    })
  })
})
