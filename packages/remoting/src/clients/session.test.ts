import { describe, expect, it } from 'vitest'
import { type Line, ScriptedPeer, type SeenRequest } from '../../test-support/scripted-peer.ts'
import { Session } from './session.ts'

const HEART_BEAT = 34
const ROUTE = 105

/** Name server and broker in one. */
function clusterOfOne(request: SeenRequest, line: Line, addr: string): void {
  const route = {
    queueDatas: [{ brokerName: 'b', readQueueNums: 1, writeQueueNums: 1, perm: 6, topicSysFlag: 0 }],
    brokerDatas: [{ cluster: 'c', brokerName: 'b', brokerAddrs: { 0: addr } }],
  }
  line.reply(request, request.code === ROUTE ? { body: JSON.stringify(route) } : {})
}

describe('a session', () => {
  it('tells a broker of itself again as soon as its connection was replaced', async () => {
    await using peer = await ScriptedPeer.start((request, line) => clusterOfOne(request, line, peer.addr))
    const session = new Session({ namesrvAddr: peer.addr, clientId: 'me' })
    await session.routes.of('t')
    await session.start(() => ({ producerDataSet: [{ groupName: 'p' }], consumerDataSet: [] }))
    const heartbeats = () => peer.requests.filter(({ code }) => code === HEART_BEAT)
    expect(heartbeats()).toHaveLength(1)
    peer.lines[0]?.socket.destroy()
    await session.routes.refresh('t')
    await expect.poll(heartbeats).toHaveLength(2)
    expect(JSON.parse(String(heartbeats()[1]?.body))).toMatchObject({
      clientID: 'me',
      producerDataSet: [{ groupName: 'p' }],
    })
    await session.stop()
  })
})
