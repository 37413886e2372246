/** Whether a group is consumed by clients that brokers do not name, on a sandbox whose minutes are moved by hand. */
import { consumerStatus, diagnosisView } from '@gantry/contract'
import { Admin } from '@gantry/remoting'
import { pullMessage } from '@gantry/remoting/requests'
import { ManualClock } from '@gantry/sandbox'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type SandboxConsole, startSandboxConsole } from '../../test-support/sandbox-console.ts'
import { newGroup, newInstance, newTopic } from '../../test-support/seed.ts'

const WAIT = { timeout: 15_000, interval: 20 }
const SAMPLED_MS = 10_000
const COMMIT = 1
const WITH_SUBSCRIPTION = 4
const brokersClock = new ManualClock(Date.now())
let consolesMs = Date.now()
let console: SandboxConsole
let admin: Admin
let instanceId = ''

beforeAll(async () => {
  console = await startSandboxConsole({ clock: brokersClock }, { clock: { nowMs: () => consolesMs } })
  const { namesrvAddr, credentials } = console.sandbox
  admin = new Admin({ namesrvAddr, ...(credentials && { credentials }) })
  instanceId = (await newInstance(console.server.admin.call)).instanceId
})
afterAll(async () => {
  await admin.close()
  await console[Symbol.asyncDispose]()
})

/** A topic with three messages in its first queue. */
async function newPlace(): Promise<{ topic: string; group: string }> {
  const { call } = console.server.admin
  const place = { topic: await newTopic(call, instanceId), group: await newGroup(call, instanceId) }
  await console.send({ instanceId, topic: place.topic }, ['one', 'two', 'three'])
  return place
}

/** A second after the look before. */
function look(group: string) {
  consolesMs += 1_000
  return console.server.admin.call(consumerStatus, { params: { instanceId, group } })
}

/** As a proxy takes messages for its clients: no heartbeat names anybody. */
async function takeForSomebody(topic: string, group: string, offset: bigint): Promise<void> {
  const header = {
    consumerGroup: `${instanceId}%${group}`,
    topic: `${instanceId}%${topic}`,
    queueId: 0,
    queueOffset: offset,
    maxMsgNums: 1,
    sysFlag: COMMIT + WITH_SUBSCRIPTION,
    commitOffset: offset,
    suspendTimeoutMillis: 0,
    subscription: '*',
    subVersion: 0n,
    expressionType: 'TAG' as const,
  }
  const addr = console.sandbox.brokers[0]?.addr ?? ''
  await admin.cluster.call(addr, pullMessage, { header })
}

it('says that nobody is online as soon as clients have left, though brokers still count what they took', async () => {
  const { topic, group } = await newPlace()
  {
    await using consumer = await console.consume(topic, { namespace: instanceId, consumerGroup: group })
    await vi.waitFor(() => expect(consumer.received).toHaveLength(3), WAIT)
    await vi.waitFor(async () => expect((await look(group)).accumulated).toBe(0), WAIT)
  }
  await vi.waitFor(async () => expect((await look(group)).isOnline).toBe(false), WAIT)
  brokersClock.advance(SAMPLED_MS)
  const status = await look(group)
  expect(status.consumeTps).toBeGreaterThan(0)
  expect(status.hasUnseenClients).toBe(false)
  const { findings } = await console.server.admin.call(diagnosisView, { params: { instanceId, group } })
  expect(findings.map(({ code }) => code)).toContain('NOBODY_ONLINE')
})

it('says that somebody consumes once progress goes on while nobody is connected', async () => {
  const { topic, group } = await newPlace()
  await takeForSomebody(topic, group, 0n)
  brokersClock.advance(SAMPLED_MS)
  expect(await look(group)).toMatchObject({ isOnline: false, hasUnseenClients: false })
  await takeForSomebody(topic, group, 1n)
  expect((await look(group)).hasUnseenClients).toBe(false)
  await takeForSomebody(topic, group, 2n)
  expect((await look(group)).hasUnseenClients).toBe(true)
  const { findings } = await console.server.admin.call(diagnosisView, { params: { instanceId, group } })
  expect(findings.map(({ code }) => code)).toContain('NOBODY_SEEN')
})
