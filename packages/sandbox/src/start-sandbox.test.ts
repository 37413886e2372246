import { Admin, Producer } from '@gantry/remoting'
import { describe, expect, it, vi } from 'vitest'
import { ManualClock } from './clock.ts'
import { type Sandbox, startSandbox } from './start-sandbox.ts'

function adminOf({ namesrvAddr, credentials }: Sandbox, secretKey = credentials?.secretKey): Admin {
  return new Admin({
    namesrvAddr,
    ...(credentials && secretKey && { credentials: { ...credentials, secretKey } }),
  })
}

async function makeTopic(admin: Admin, topic = 'orders'): Promise<string> {
  const { failed } = await admin.topics.save({ topic, writeQueueNums: 1 })
  expect(failed).toEqual([])
  return topic
}

describe('a sandbox', () => {
  it('names its brokers by letters, or as it is told', async () => {
    await using lettered = await startSandbox({ brokers: 3 })
    expect(lettered.brokers.map(({ brokerName }) => brokerName)).toEqual(['broker-a', 'broker-b', 'broker-c'])
    await using named = await startSandbox({ brokers: ['one'], clusterName: 'mine' })
    await using admin = adminOf(named)
    const [node] = await admin.brokers.list()
    expect(node).toMatchObject({ clusterName: 'mine', brokerName: 'one', addr: named.brokers[0]?.addr })
  })

  it('asks nobody for a signature unless it is told to', async () => {
    await using open = await startSandbox()
    expect(open.credentials).toBeUndefined()
    await using admin = adminOf(open)
    await makeTopic(admin)
  })

  it('with ACL on lets in who signs rightly, and nobody else', async () => {
    await using secured = await startSandbox({ acl: 'on' })
    await using admin = adminOf(secured)
    await makeTopic(admin)
    await using stranger = adminOf(secured, 'guessed')
    const refused = { responseCode: 16, remark: 'check signature failed.' }
    await expect(stranger.topics.configs()).rejects.toMatchObject(refused)
    await using nobody = new Admin({ namesrvAddr: secured.namesrvAddr })
    await expect(nobody.topics.configs()).rejects.toMatchObject({ remark: 'username cannot be null.' })
  })

  it('has the template of topics that are made on the way, where that is switched on', async () => {
    await using sandbox = await startSandbox({ settings: { autoCreateTopicEnable: true } })
    await using admin = adminOf(sandbox)
    expect((await admin.topics.configs()).answered[0]?.value.get('TBW102')?.perm).toBe(7)
  })
})

describe('a broker of a sandbox', () => {
  it('that stops is gone from routes, and comes back with all that it held', async () => {
    await using sandbox = await startSandbox({ brokers: 2 })
    await using admin = adminOf(sandbox)
    const topic = await makeTopic(admin)
    await using producer = new Producer({ namesrvAddr: sandbox.namesrvAddr, producerGroup: 'p' })
    const [first] = sandbox.brokers
    const queue = { topic, brokerName: first?.brokerName ?? '', queueId: 0 }
    const { offsetMsgId } = await producer.send({ topic, body: 'kept' }, { queue })
    await first?.stop()
    expect((await admin.topics.route(topic)).queueDatas.map(({ brokerName }) => brokerName)).toEqual([
      'broker-b',
    ])
    await first?.start()
    expect((await admin.topics.route(topic)).queueDatas).toHaveLength(2)
    expect((await admin.messages.byOffsetId(offsetMsgId)).body.toString()).toBe('kept')
  })

  it('that is read-only shows its topics so', async () => {
    await using sandbox = await startSandbox()
    await using admin = adminOf(sandbox)
    const topic = await makeTopic(admin)
    sandbox.brokers[0]?.setReadOnly(true)
    expect((await admin.topics.route(topic)).queueDatas[0]?.perm).toBe(4)
    sandbox.brokers[0]?.setReadOnly(false)
    expect((await admin.topics.route(topic)).queueDatas[0]?.perm).toBe(6)
  })

  it('whose clock is wrong stores messages at its own time', async () => {
    const clock = new ManualClock()
    await using sandbox = await startSandbox({ clock })
    await using admin = adminOf(sandbox)
    const topic = await makeTopic(admin)
    sandbox.brokers[0]?.skewClock(-60_000)
    await using producer = new Producer({ namesrvAddr: sandbox.namesrvAddr, producerGroup: 'p' })
    const { offsetMsgId } = await producer.send({ topic, body: 'x' })
    expect((await admin.messages.byOffsetId(offsetMsgId)).storeTimestamp).toBe(clock.now() - 60_000)
  })

  it('forgets messages after three days, which take no time', async () => {
    const clock = new ManualClock()
    await using sandbox = await startSandbox({ clock })
    await using admin = adminOf(sandbox)
    const topic = await makeTopic(admin)
    await using producer = new Producer({ namesrvAddr: sandbox.namesrvAddr, producerGroup: 'p' })
    await producer.send({ topic, body: 'old' })
    clock.advance(73 * 3_600_000)
    const [queue] = await admin.offsets.queues(topic)
    if (queue === undefined) throw new Error('The topic has no queue.')
    expect([await admin.offsets.min(queue), await admin.offsets.max(queue)]).toEqual([1n, 1n])
  })
})

describe('a failure on order', () => {
  it('refuses a request as often as told', async () => {
    await using sandbox = await startSandbox()
    await using admin = adminOf(sandbox)
    const failure = { kind: 'REFUSE', code: 'SYSTEM_BUSY', remark: 'on order' } as const
    sandbox.faults.add({ failure, request: 'GET_ALL_TOPIC_CONFIG', times: 1 })
    await expect(admin.topics.configs()).rejects.toMatchObject({ responseCode: 2, remark: 'on order' })
    expect((await admin.topics.configs()).failed).toEqual([])
  })

  it('lets a request wait on the clock of the sandbox', async () => {
    const clock = new ManualClock()
    await using sandbox = await startSandbox({ clock })
    await using admin = adminOf(sandbox)
    const fault = sandbox.faults.add({ failure: { kind: 'DELAY', ms: 60_000 }, request: 'GET_BROKER_CONFIG' })
    let isAnswered = false
    const call = admin.brokers.config(sandbox.brokers[0]?.addr ?? '').then(() => {
      isAnswered = true
    })
    await vi.waitFor(() => expect(fault.hits).toBe(1))
    expect(isAnswered).toBe(false)
    clock.advance(60_000)
    await call
  })

  it('cuts the connection', async () => {
    await using sandbox = await startSandbox()
    await using admin = adminOf(sandbox)
    sandbox.faults.add({ failure: { kind: 'CUT' }, request: 'GET_BROKER_CLUSTER_INFO', server: 'namesrv' })
    await expect(admin.brokers.list()).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' })
    sandbox.faults.clear()
    expect(await admin.brokers.list()).toHaveLength(1)
  })
})
