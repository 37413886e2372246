/** What the console says of consumers, on a sandbox with two brokers and real clients of it. */
import {
  consumerClientList,
  consumerClientView,
  consumerProgress,
  consumerStacks,
  consumerStatus,
} from '@gantry/contract'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { problemOf } from '../../test-support/callers.ts'
import { type SandboxConsole, startSandboxConsole } from '../../test-support/sandbox-console.ts'
import { newGroup, newInstance, newTopic } from '../../test-support/seed.ts'

const WAIT = { timeout: 15_000, interval: 50 }
let console: SandboxConsole
let instanceId = ''
beforeAll(async () => {
  console = await startSandboxConsole()
  instanceId = (await newInstance(console.server.admin.call)).instanceId
})
afterAll(() => console[Symbol.asyncDispose]())

const call: SandboxConsole['server']['admin']['call'] = (...of) => console.server.admin.call(...of)
const params = (group: string) => ({ params: { instanceId, group } })
const statusOf = (group: string) => call(consumerStatus, params(group))
const clientsOf = (group: string) => call(consumerClientList, params(group))
const progressOf = (group: string) => call(consumerProgress, params(group))

async function newPlace(): Promise<{ topic: string; group: string }> {
  return { topic: await newTopic(call, instanceId), group: await newGroup(call, instanceId) }
}

/** Everything consumed and committed, then `waiting` more in queue 0 of broker-a, with nobody online. */
async function leaveWaiting(topic: string, group: string, waiting: readonly string[]): Promise<void> {
  await console.send({ instanceId, topic }, ['one', 'two'])
  {
    await using consumer = await console.consume(topic, { namespace: instanceId, consumerGroup: group })
    await vi.waitFor(() => expect(consumer.received).toHaveLength(2), WAIT)
    await vi.waitFor(async () => expect(await statusOf(group)).toMatchObject({ accumulated: 0 }), WAIT)
  }
  await vi.waitFor(async () => expect(await statusOf(group)).toMatchObject({ isOnline: false }), WAIT)
  await console.send({ instanceId, topic }, waiting)
}

describe('the status of a group', () => {
  it('is empty, not wrong, before anybody has consumed', async () => {
    const { group } = await newPlace()
    expect(await statusOf(group)).toMatchObject({
      isOnline: false,
      clients: 0,
      messageModel: null,
      subscription: { isConsistent: null, differences: [], unasked: [] },
      accumulated: 0,
      topics: [],
      lastConsumedAt: null,
      delayMs: 0,
      hasUnseenClients: false,
      partial: null,
    })
  })

  it('counts what waits, and takes the delay from when the first of it was stored', async () => {
    const { topic, group } = await newPlace()
    await leaveWaiting(topic, group, ['three'])
    const storedAtMs = Date.now()
    await console.send({ instanceId, topic, brokerName: 'broker-b' }, ['four', 'five'])
    const status = await statusOf(group)
    expect(status).toMatchObject({
      accumulated: 3,
      isDelayAtLeast: false,
      lastConsumedAt: expect.any(String),
    })
    expect(status.topics).toMatchObject([
      { topic, kind: 'TOPIC', accumulated: 3 },
      { kind: 'RETRY', accumulated: 0 },
    ])
    const later = await statusOf(group)
    expect(later.delayMs).toBeGreaterThanOrEqual(status.delayMs ?? 0)
    expect(later.delayMs).toBeLessThan(Date.now() - storedAtMs + 60_000)
    const { items } = await progressOf(group)
    const waiting = items.filter(({ difference }) => difference !== 0)
    expect(waiting).toMatchObject([
      {
        topic,
        brokerName: 'broker-a',
        queueId: 0,
        brokerOffset: 3,
        consumerOffset: 2,
        difference: 1,
        clientId: null,
      },
      { topic, brokerName: 'broker-b', queueId: 0, brokerOffset: 2, consumerOffset: 0, difference: 2 },
    ])
    const [first, second] = waiting
    expect(first?.delayMs).toBeGreaterThanOrEqual(second?.delayMs ?? Number.NaN)
    expect(Date.parse(first?.newestStoredAt ?? '')).toBeGreaterThanOrEqual(
      Date.parse(first?.oldestStoredAt ?? ''),
    )
    expect(items.filter(({ difference }) => difference === 0).every(({ delayMs }) => delayMs === 0)).toBe(
      true,
    )
  })

  it('says which clients subscribe to what when they differ, whatever the order of tags', async () => {
    const { topic, group } = await newPlace()
    const other = await newTopic(call, instanceId)
    const options = { namespace: instanceId, consumerGroup: group }
    await using _a = await console.consume(
      topic,
      { ...options, clientId: 'a@1' },
      { expression: 'paid || sent' },
    )
    await using _b = await console.consume(
      topic,
      { ...options, clientId: 'b@2' },
      { expression: 'sent||paid' },
    )
    await vi.waitFor(async () => {
      expect(await statusOf(group)).toMatchObject({
        clients: 2,
        subscription: { isConsistent: true, differences: [], unasked: [] },
      })
    }, WAIT)
    await using _c = await console.consume(other, { ...options, clientId: 'c@3' })
    await vi.waitFor(async () => expect((await statusOf(group)).clients).toBe(3), WAIT)
    const { isConsistent, differences } = (await statusOf(group)).subscription
    expect(isConsistent).toBe(false)
    expect(differences.toSorted((a, b) => a.topic.localeCompare(b.topic))).toEqual(
      [
        {
          topic,
          variants: [
            { expression: 'paid || sent', clientIds: ['a@1', 'b@2'] },
            { expression: null, clientIds: ['c@3'] },
          ],
        },
        {
          topic: other,
          variants: [
            { expression: null, clientIds: ['a@1', 'b@2'] },
            { expression: '*', clientIds: ['c@3'] },
          ],
        },
      ].toSorted((a, b) => a.topic.localeCompare(b.topic)),
    )
  })

  it('leaves a broadcasting group without figures that only its clients know', async () => {
    const { topic, group } = await newPlace()
    await using _consumer = await console.consume(topic, {
      namespace: instanceId,
      consumerGroup: group,
      messageModel: 'BROADCASTING',
    })
    await vi.waitFor(async () => {
      expect(await statusOf(group)).toMatchObject({
        isOnline: true,
        messageModel: 'BROADCASTING',
        accumulated: null,
        delayMs: null,
      })
    }, WAIT)
    expect(await progressOf(group)).toMatchObject({ messageModel: 'BROADCASTING', items: [] })
    expect((await clientsOf(group)).items).toMatchObject([{ accumulated: null }])
  })

  it('names the client that gives no answer, and judges nothing without it', async () => {
    const { topic, group } = await newPlace()
    await using _consumer = await console.consume(topic, {
      namespace: instanceId,
      consumerGroup: group,
      clientId: 'deaf@7',
    })
    await vi.waitFor(async () => expect((await statusOf(group)).clients).toBe(1), WAIT)
    const request = 'GET_CONSUMER_RUNNING_INFO'
    const fault = console.sandbox.faults.add({
      failure: { kind: 'REFUSE', code: 'CONSUME_MSG_TIMEOUT' },
      request,
    })
    const status = await statusOf(group)
    fault.remove()
    expect(status.subscription).toMatchObject({
      isConsistent: null,
      unasked: [{ clientId: 'deaf@7', reason: expect.stringContaining('does not answer') }],
    })
  })

  it('says which broker is away, and gives no sum without it', async () => {
    const { topic, group } = await newPlace()
    await leaveWaiting(topic, group, ['three'])
    const fault = console.sandbox.faults.add({
      failure: { kind: 'REFUSE', code: 'SYSTEM_BUSY' },
      request: 'GET_CONSUME_STATS',
      server: 'broker-b',
    })
    const [status, progress] = [await statusOf(group), await progressOf(group)]
    fault.remove()
    expect(status).toMatchObject({
      accumulated: null,
      delayMs: null,
      partial: { reasons: [{ brokerName: 'broker-b' }] },
    })
    expect(status.topics.map(({ accumulated }) => accumulated)).toEqual([null, null])
    expect(progress.partial?.reasons).toMatchObject([{ brokerName: 'broker-b' }])
    expect(new Set(progress.items.map(({ brokerName }) => brokerName))).toEqual(new Set(['broker-a']))
  })

  it('is refused for a group that is not there, or in another instance', async () => {
    const { group } = await newPlace()
    const foreign = (await newInstance(call)).instanceId
    for (const wrong of [
      { instanceId, group: 'GID-nowhere' },
      { instanceId: foreign, group },
    ]) {
      for (const endpoint of [consumerStatus, consumerProgress, consumerClientList]) {
        expect(await problemOf(call(endpoint, { params: wrong }))).toMatchObject({
          status: 404,
          code: 'NOT_FOUND',
        })
      }
    }
  })
})

describe('a connected client', () => {
  const clientId = '10.0.0.7@4711#1'
  const ofClient = (group: string) => ({ params: { instanceId, group, clientId } })

  it('is shown with its process, its queues and what waits in them', async () => {
    const { topic, group } = await newPlace()
    let finish = (): void => undefined
    const gate = new Promise<void>(resolve => (finish = resolve))
    const take = async () => {
      await gate
      return 'SUCCESS' as const
    }
    const options = { namespace: instanceId, consumerGroup: group, clientId }
    await using consumer = await console.consume(topic, options, { take })
    await console.send({ instanceId, topic }, ['one', 'two', 'three'])
    await vi.waitFor(() => expect(consumer.received).toHaveLength(3), WAIT)
    await vi.waitFor(async () => {
      expect((await clientsOf(group)).items).toMatchObject([
        {
          clientId,
          host: '10.0.0.7',
          processId: 4711,
          accumulated: 3,
          brokerNames: ['broker-a', 'broker-b'],
        },
      ])
    }, WAIT)
    const held = (await progressOf(group)).items.filter(({ kind }) => kind === 'TOPIC')
    expect(new Set(held.map(each => each.clientId))).toEqual(new Set([clientId]))
    expect(await call(consumerClientView, ofClient(group))).toMatchObject({
      client: { clientId, processId: 4711 },
      startedAt: expect.any(String),
      subscriptions: expect.arrayContaining([{ topic, expression: '*' }]),
      topics: expect.arrayContaining([expect.objectContaining({ topic, failedInLastHour: 0 })]),
      cachedMessages: 3,
    })
    finish()
  })

  it('shows its stacks in its own words when it is no Java client', async () => {
    const { topic, group } = await newPlace()
    await using _consumer = await console.consume(topic, {
      namespace: instanceId,
      consumerGroup: group,
      clientId,
    })
    await vi.waitFor(async () => expect((await clientsOf(group)).items).toHaveLength(1), WAIT)
    const stacks = await call(consumerStacks, { ...ofClient(group), query: { samples: 2 } })
    expect(stacks).toMatchObject({ clientId, threads: [], text: expect.stringContaining('Node.js') })
    expect(stacks.takenAt).toHaveLength(2)
  })

  it('has errors of its own: gone, silent, too old', async () => {
    const { topic, group } = await newPlace()
    for (const endpoint of [consumerClientView, consumerStacks]) {
      expect(await problemOf(call(endpoint, ofClient(group)))).toMatchObject({
        status: 404,
        code: 'CLIENT_GONE',
      })
    }
    await using _consumer = await console.consume(topic, {
      namespace: instanceId,
      consumerGroup: group,
      clientId,
    })
    await vi.waitFor(async () => expect((await clientsOf(group)).items).toHaveLength(1), WAIT)
    const refusals = {
      SYSTEM_ERROR: { status: 404, code: 'CLIENT_GONE', detail: expect.stringContaining('is not connected') },
      CONSUME_MSG_TIMEOUT: {
        status: 504,
        code: 'CLIENT_SILENT',
        detail: expect.stringContaining('does not answer'),
      },
      REQUEST_CODE_NOT_SUPPORTED: {
        status: 504,
        code: 'CLIENT_SILENT',
        detail: expect.stringContaining('too old'),
      },
    } as const
    for (const code of ['SYSTEM_ERROR', 'CONSUME_MSG_TIMEOUT', 'REQUEST_CODE_NOT_SUPPORTED'] as const) {
      const request = 'GET_CONSUMER_RUNNING_INFO'
      console.sandbox.faults.add({ failure: { kind: 'REFUSE', code }, request, times: 1 })
      expect(await problemOf(call(consumerStacks, ofClient(group)))).toMatchObject(refusals[code])
    }
    // What one client did not know is not held against the brokers.
    expect((await call(consumerClientView, ofClient(group))).client).toMatchObject({ clientId })
  })

  it('says so when it goes between two samples', async () => {
    const { topic, group } = await newPlace()
    const consumer = await console.consume(topic, { namespace: instanceId, consumerGroup: group, clientId })
    await vi.waitFor(async () => expect((await clientsOf(group)).items).toHaveLength(1), WAIT)
    const stacks = problemOf(call(consumerStacks, { ...ofClient(group), query: { samples: 5 } }))
    await consumer[Symbol.asyncDispose]()
    expect(await stacks).toMatchObject({ status: 404, code: 'CLIENT_GONE' })
  })
})
