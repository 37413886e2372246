/**
 * Two replicas on one database: the work that people order in the background is done once, and not lost with the one that took it;
 * changes of one access key come one after the other.
 */
import {
  accessKeyCreate,
  clusterAccessView,
  type DeadLetter,
  deadLetterList,
  deadLetterResendCreate,
  deadLetterResendView,
  grantCreate,
  instanceView,
  sessionView,
  traceList,
  traceTaskCreate,
  traceTaskView,
} from '@gantry/contract'
import { Producer } from '@gantry/remoting'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Program } from '../test-support/callers.ts'
import { createUser, ownerOf } from '../test-support/create-user.ts'
import { type SandboxConsole, startSandboxConsole } from '../test-support/sandbox-console.ts'
import { newGroup, newInstance, newTopic } from '../test-support/seed.ts'
import { startTestServer, type TestServer } from '../test-support/start-server.ts'

const WAIT = { timeout: 30_000, interval: 50 }
const BODIES = Array.from({ length: 20 }, (_, number) => `letter ${number}`)

let console: SandboxConsole
let one: Program
let other: Program
let replica: TestServer
let instanceId = ''
let topic = ''
let group = ''
let letters: readonly DeadLetter[] = []

beforeAll(async () => {
  console = await startSandboxConsole({}, { engine: 'postgres' })
  replica = await startTestServer({ config: console.server.context.config })
  one = console.server.admin
  other = replica.admin
  instanceId = (await newInstance(one.call)).instanceId
  topic = await newTopic(one.call, instanceId)
  group = await newGroup(one.call, instanceId)
  await using _failing = await consume({ maxReconsumeTimes: 0, take: async () => 'LATER' })
  await console.send({ instanceId, topic }, BODIES)
  letters = await vi.waitFor(async () => {
    const { items } = await one.call(deadLetterList, { params: { instanceId, group } })
    expect(items).toHaveLength(BODIES.length)
    return items
  }, WAIT)
})
afterAll(async () => {
  await replica.close()
  await console[Symbol.asyncDispose]()
})

function consume({
  take,
  ...options
}: {
  maxReconsumeTimes?: number
  take?: () => Promise<'SUCCESS' | 'LATER'>
} = {}) {
  return console.consume(
    topic,
    { namespace: instanceId, consumerGroup: group, ...options },
    { ...(take && { take }) },
  )
}

async function resend(by: Program, again: boolean): Promise<string> {
  const messageIds = letters.map(({ messageId }) => messageId)
  const order = { params: { instanceId, group }, body: { messageIds, again } }
  return (await by.call(deadLetterResendCreate, order)).resendId
}

/** @returns the ID of a message whose trace is stored: a producer leaves none behind when it stops */
async function sendTraced(): Promise<string> {
  const { namesrvAddr, credentials } = console.sandbox
  const options = { namesrvAddr, ...(credentials && { credentials }), namespace: instanceId }
  await using producer = new Producer({ ...options, producerGroup: 'PID_traced', trace: true })
  return (await producer.send({ topic, body: 'traced' })).msgId
}

/** How many messages it has sent, once it has ended. */
async function sentBy(by: Program, resendId: string): Promise<number> {
  return await vi.waitFor(async () => {
    const params = { instanceId, group, resendId }
    const { state, counts } = await by.call(deadLetterResendView, { params })
    expect(state).toBe('COMPLETED')
    return counts.SENT
  }, WAIT)
}

describe('two replicas', { timeout: 60_000 }, () => {
  it('that are asked to resend the same dead letters send each once', async () => {
    await using consumer = await consume()
    const [first, second] = await Promise.all([resend(one, false), resend(other, false)])
    const sent = [await sentBy(other, first), await sentBy(one, second)]
    expect(sent.reduce((sum, count) => sum + count, 0)).toBe(BODIES.length)
    await vi.waitFor(() => expect(consumer.received.length).toBeGreaterThanOrEqual(BODIES.length), WAIT)
    expect(consumer.received.map(({ body }) => body.toString()).toSorted()).toEqual(BODIES.toSorted())
  })

  it('that change what a key may do at once leave on the brokers what the last one wanted', async () => {
    const { accountId, clusterId } = (await one.call(instanceView, { params: { instanceId } })).instance
    const grantee = await createUser(console.server, 'resourceUser', { accountId })
    const { username } = (await grantee.call(sessionView, {})).me
    await (await ownerOf(console.server, grantee)).call(accessKeyCreate, {})
    const authorize = (by: Program, authorisation: 'PUBLISH' | 'SUBSCRIBE') =>
      by.call(grantCreate, {
        params: { instanceId, topic },
        body: {
          ...{ granteeType: 'RAM_USER', grantee: username, authorisation },
          groups: authorisation === 'PUBLISH' ? [] : [group],
        },
      })
    // The first one has read what should be, and writes it late.
    const late = console.sandbox.faults.add({
      request: 'AUTH_CREATE_ACL',
      failure: { kind: 'DELAY', ms: 1_000 },
      times: 2,
    })
    const first = authorize(one, 'PUBLISH')
    await vi.waitFor(() => expect(late.hits).toBe(2), WAIT)
    await authorize(other, 'SUBSCRIBE')
    await first
    const { brokers } = await one.call(clusterAccessView, { params: { clusterId } })
    expect(brokers.map(({ keys }) => keys)).toEqual([[], []])
  })

  it('have one another’s work: what is ordered from one that stops is finished by the other', async () => {
    const msgId = await sendTraced()
    await using consumer = await consume()
    const resendId = await resend(one, true)
    const task = { params: { instanceId }, body: { topic, messageId: msgId } }
    const { taskId } = await one.call(traceTaskCreate, task)
    await console.server.close()

    expect(await sentBy(other, resendId)).toBe(BODIES.length)
    const params = { instanceId, taskId }
    await vi.waitFor(async () => {
      expect((await other.call(traceTaskView, { params })).state).toBe('QUERY_COMPLETED')
    }, WAIT)
    expect((await other.call(traceList, { params })).items).toMatchObject([
      { messageId: msgId, producer: { group: 'PID_traced' } },
    ])
    await vi.waitFor(() => expect(consumer.received.length).toBeGreaterThan(BODIES.length), WAIT)
    expect(consumer.received.map(({ body }) => body.toString()).toSorted()).toEqual(
      [...BODIES, 'traced'].toSorted(),
    )
  })
})
