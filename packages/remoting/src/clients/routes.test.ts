import { describe, expect, it } from 'vitest'
import type { TopicRouteData } from '../requests/0105-get-route-info-by-topic.ts'
import { Routes } from './routes.ts'

const ROUTE: TopicRouteData = {
  queueDatas: [
    { brokerName: 'a', readQueueNums: 2, writeQueueNums: 1, perm: 6, topicSysFlag: 0 },
    { brokerName: 'b', readQueueNums: 1, writeQueueNums: 1, perm: 6, topicSysFlag: 0 },
    { brokerName: 'c', readQueueNums: 1, writeQueueNums: 1, perm: 2, topicSysFlag: 0 },
  ],
  brokerDatas: [
    {
      cluster: 'x',
      brokerName: 'a',
      brokerAddrs: new Map([
        [0, 'a0:1'],
        [1, 'a1:1'],
      ]),
    },
    { cluster: 'x', brokerName: 'b', brokerAddrs: new Map([[1, 'b1:1']]) },
    { cluster: 'x', brokerName: 'c', brokerAddrs: new Map([[0, 'c0:1']]) },
  ],
}

async function knownRoutes(): Promise<Routes> {
  const routes = new Routes({ route: () => Promise.resolve(ROUTE) })
  await routes.of('t')
  return routes
}

describe('Routes', () => {
  it('writes only to queues whose broker has a master', async () => {
    expect(await (await knownRoutes()).writable('t')).toEqual([
      { topic: 't', brokerName: 'a', queueId: 0 },
      { topic: 't', brokerName: 'c', queueId: 0 },
    ])
  })

  it('reads queues also where the master is gone, so that all consumers of a group count the same queues', async () => {
    expect(await (await knownRoutes()).readable('t')).toEqual([
      { topic: 't', brokerName: 'a', queueId: 0 },
      { topic: 't', brokerName: 'a', queueId: 1 },
      { topic: 't', brokerName: 'b', queueId: 0 },
    ])
  })

  it('reads from the replica asked for, else from the master, else from any that is left', async () => {
    const routes = await knownRoutes()
    expect(routes.readAddrOf('a', 1)).toBe('a1:1')
    expect(routes.readAddrOf('a', 2)).toBe('a0:1')
    expect(routes.readAddrOf('b')).toBe('b1:1')
  })

  it('names no address to write to when the master is gone, and none at all for an unknown broker', async () => {
    const routes = await knownRoutes()
    expect(() => routes.addrOf('b')).toThrow(expect.objectContaining({ code: 'NO_BROKER' }))
    expect(() => routes.readAddrOf('z')).toThrow(expect.objectContaining({ code: 'NO_BROKER' }))
  })
})
