/** Resets on a sandbox: what they say, what consumers get afterwards, what is refused, and the way back. */
import {
  auditEventList,
  type BodyInputOf,
  consumerProgress,
  consumerStatus,
  offsetRange,
  offsetReset,
  offsetResetList,
  offsetResetUndo,
} from '@gantry/contract'
import { Admin } from '@gantry/remoting'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { problemOf } from '../../test-support/callers.ts'
import { createUser } from '../../test-support/create-user.ts'
import {
  type SandboxConsole,
  type SandboxConsumer,
  startSandboxConsole,
} from '../../test-support/sandbox-console.ts'
import { newGroup, newInstance, newTopic } from '../../test-support/seed.ts'

const WAIT = { timeout: 30_000, interval: 50 }
let console: SandboxConsole
let instanceId = ''
beforeAll(async () => {
  console = await startSandboxConsole()
  instanceId = (await newInstance(console.server.admin.call)).instanceId
})
afterAll(() => console[Symbol.asyncDispose]())

type To = BodyInputOf<typeof offsetReset>['to']
interface Place {
  readonly topic: string
  readonly group: string
}

const call: SandboxConsole['server']['admin']['call'] = (...of) => console.server.admin.call(...of)
const reset = ({ topic, group }: Place, to: To, dryRun = false) =>
  call(offsetReset, { params: { instanceId, group }, body: { topic, to, dryRun } })
const history = async (group: string) =>
  (await call(offsetResetList, { params: { instanceId, group } })).items
const undo = (group: string, resetId: string, dryRun = false) =>
  call(offsetResetUndo, { params: { instanceId, group, resetId }, body: { dryRun } })
const accumulated = async ({ group }: Place) =>
  (await call(consumerStatus, { params: { instanceId, group } })).accumulated
const isOnline = async ({ group }: Place) =>
  (await call(consumerStatus, { params: { instanceId, group } })).isOnline
const join = ({ topic, group }: Place): Promise<SandboxConsumer> =>
  console.consume(topic, { namespace: instanceId, consumerGroup: group, rebalanceIntervalMs: 300 })
const bodies = ({ received }: SandboxConsumer) => received.map(({ body }) => body.toString()).toSorted()

/** A group that has consumed `a`, `b` of broker-a and `c` of broker-b, and for which `waiting` waits in broker-a. */
async function newPlace(waiting: readonly string[] = []): Promise<Place> {
  const place = { topic: await newTopic(call, instanceId), group: await newGroup(call, instanceId) }
  const { topic } = place
  await console.send({ instanceId, topic }, ['a', 'b'])
  await console.send({ instanceId, topic, brokerName: 'broker-b' }, ['c'])
  {
    await using consumer = await join(place)
    await vi.waitFor(() => expect(consumer.received).toHaveLength(3), WAIT)
    await vi.waitFor(async () => expect(await accumulated(place)).toBe(0), WAIT)
  }
  await vi.waitFor(async () => expect(await isOnline(place)).toBe(false), WAIT)
  await console.send({ instanceId, topic }, waiting)
  return place
}

describe('a reset of an offline group', () => {
  it('is previewed queue by queue, and does the same when it is done', async () => {
    const place = await newPlace(['d', 'e'])
    const preview = await reset(place, 'latest', true)
    expect(preview).toMatchObject({
      resetId: null,
      skipped: 2,
      repeated: 0,
      isOnline: false,
      inRetry: 0,
      undoOf: null,
      command: expect.stringMatching(/^mqadmin skipAccumulatedMessage -n \S+ -g \S+%GID\S+ -t \S+%topic\S+$/),
    })
    expect(preview.outcomes.map(({ brokerName, ok, way }) => [brokerName, ok, way])).toEqual([
      ['broker-a', true, 'KEPT_BY_BROKER'],
      ['broker-b', true, 'KEPT_BY_BROKER'],
    ])
    expect(preview.queues.filter(({ skipped }) => skipped !== 0)).toEqual([
      { brokerName: 'broker-a', queueId: 0, before: 2, after: 4, skipped: 2, repeated: 0, ok: true },
    ])
    expect(await accumulated(place)).toBe(2)
    expect(await history(place.group)).toEqual([])
    const result = await reset(place, 'latest')
    expect({ ...result, resetId: null, asOf: '' }).toEqual({ ...preview, asOf: '' })
    expect(await accumulated(place)).toBe(0)
    await console.send({ instanceId, topic: place.topic }, ['f'])
    await using consumer = await join(place)
    await vi.waitFor(() => expect(bodies(consumer)).toEqual(['f']), WAIT)
  })

  it('gives everything once more, from the oldest', async () => {
    const place = await newPlace()
    expect(await reset(place, 'earliest')).toMatchObject({ skipped: 0, repeated: 3 })
    expect(await accumulated(place)).toBe(3)
    await using consumer = await join(place)
    await vi.waitFor(() => expect(bodies(consumer)).toEqual(['a', 'b', 'c']), WAIT)
  })

  it('goes to a time within what is stored, and to nowhere else', async () => {
    const place = await newPlace(['d'])
    const { oldestStoredAt, newestStoredAt } = await call(offsetRange, {
      params: { instanceId, group: place.group },
      query: { topic: place.topic },
    })
    expect(Date.parse(newestStoredAt ?? '')).toBeGreaterThan(Date.parse(oldestStoredAt ?? ''))
    const done = await reset(place, { time: oldestStoredAt ?? '' })
    expect(done).toMatchObject({ repeated: 3, oldestStoredAt, newestStoredAt })
    expect(done.command).toContain(` -s ${Date.parse(oldestStoredAt ?? '')}`)
    expect(await reset(place, { time: newestStoredAt ?? '' }, true)).toMatchObject({ skipped: 3 })
    const minute = 60_000
    for (const timeMs of [
      Date.parse(oldestStoredAt ?? '') - minute,
      Date.parse(newestStoredAt ?? '') + minute,
    ]) {
      expect(await problemOf(reset(place, { time: new Date(timeMs).toISOString() }))).toMatchObject({
        status: 400,
        code: 'VALIDATION',
        fields: [
          {
            path: 'to.time',
            code: 'timeNotStored',
            params: { oldest: oldestStoredAt, newest: newestStoredAt },
          },
        ],
      })
    }
  })

  it('moves one queue alone to an exact offset', async () => {
    const place = await newPlace()
    const queue = { brokerName: 'broker-a', queueId: 0 }
    const done = await reset(place, { queue, offset: 1 })
    expect(done.queues).toEqual([{ ...queue, before: 2, after: 1, skipped: 0, repeated: 1, ok: true }])
    expect(done.command).toMatch(/ -b 127\.0\.0\.1:\d+ -q 0 -s 0 -o 1$/)
    await using consumer = await join(place)
    await vi.waitFor(() => expect(bodies(consumer)).toEqual(['b']), WAIT)
  })
})

describe('a reset of an online group', () => {
  it('reaches the consumers that run', async () => {
    const place = await newPlace()
    await using consumer = await join(place)
    await vi.waitFor(async () => expect(await isOnline(place)).toBe(true), WAIT)
    expect(await reset(place, 'earliest')).toMatchObject({ isOnline: true, repeated: 3 })
    // A pull that waits for messages meets the reset when it is woken.
    const { topic } = place
    for (const brokerName of ['broker-a', 'broker-b'])
      await console.send({ instanceId, topic, brokerName }, ['x'])
    await vi.waitFor(() => expect(bodies(consumer)).toEqual(['a', 'b', 'c', 'x', 'x']), WAIT)
  })
})

describe('a kept reset', () => {
  it('stands in the history and in the audit, and is taken back once', async () => {
    const place = await newPlace(['d'])
    const done = await reset(place, 'earliest')
    const resetId = done.resetId ?? ''
    expect(await history(place.group)).toMatchObject([
      {
        resetId,
        topic: place.topic,
        to: 'earliest',
        repeated: 3,
        undoOf: null,
        undoneBy: null,
        username: 'admin',
      },
    ])
    const { items } = await call(auditEventList, { query: { action: 'offsetReset', limit: 1 } })
    expect(items).toMatchObject([
      {
        result: 'ok',
        target: `group ${instanceId}/${place.group}`,
        details: { to: 'earliest', resetId, failures: [] },
      },
    ])
    const preview = await undo(place.group, resetId, true)
    expect(preview).toMatchObject({ resetId: null, undoOf: resetId, skipped: 3 })
    const undone = await undo(place.group, resetId)
    expect(undone.queues).toEqual(preview.queues)
    expect(await accumulated(place)).toBe(1)
    expect(await history(place.group)).toMatchObject([
      { resetId: undone.resetId, to: null, undoOf: resetId },
      { resetId, undoneBy: undone.resetId },
    ])
    expect(await problemOf(undo(place.group, resetId))).toMatchObject({ status: 409, code: 'CONFLICT' })
    expect(await problemOf(undo(place.group, 'nothing'))).toMatchObject({ status: 404, code: 'NOT_FOUND' })
    await using consumer = await join(place)
    await vi.waitFor(() => expect(bodies(consumer)).toEqual(['d']), WAIT)
  })
})

describe('a broker that fails', () => {
  it('has its own outcome beside that of the others, and its queues stay', async () => {
    const place = await newPlace()
    const fault = console.sandbox.faults.add({
      failure: { kind: 'REFUSE', code: 'SYSTEM_ERROR', remark: 'disk full' },
      request: 'INVOKE_BROKER_TO_RESET_OFFSET',
      server: 'broker-b',
    })
    const { outcomes, queues, repeated } = await reset(place, 'earliest')
    fault.remove()
    expect(repeated).toBe(2)
    expect(outcomes).toMatchObject([
      { brokerName: 'broker-a', ok: true },
      { brokerName: 'broker-b', ok: false, message: expect.stringContaining('disk full') },
    ])
    expect(queues.filter(({ ok }) => !ok)).toMatchObject([{ brokerName: 'broker-b', queueId: 0, before: 1 }])
    expect(await history(place.group)).toMatchObject([{ outcomes }])
    const { items } = await call(consumerProgress, { params: { instanceId, group: place.group } })
    expect(items.filter(({ difference }) => difference !== 0)).toMatchObject([
      { brokerName: 'broker-a', difference: 2 },
    ])
  })
})

describe('brokers without server-side reset', () => {
  it('take the offsets of an offline group as its clients would write them, and push to those who are online', async () => {
    const place = await newPlace(['d'])
    const { namesrvAddr, credentials, brokers } = console.sandbox
    await using admin = new Admin({ namesrvAddr, ...(credentials && { credentials }) })
    const set = async (value: string) => {
      for (const { addr } of brokers) {
        await admin.brokers.updateConfig(addr, new Map([['useServerSideResetOffset', value]]))
      }
    }
    await set('false')
    const written = await reset(place, { queue: { brokerName: 'broker-a', queueId: 0 }, offset: 1 })
    expect(written.outcomes).toMatchObject([{ way: 'WRITTEN', ok: true }])
    expect(await accumulated(place)).toBe(2)
    await using consumer = await join(place)
    await vi.waitFor(() => expect(bodies(consumer)).toEqual(['b', 'd']), WAIT)
    await vi.waitFor(async () => expect(await accumulated(place)).toBe(0), WAIT)
    const pushed = await reset(place, 'earliest')
    expect(pushed.outcomes).toMatchObject([
      { way: 'TOLD_TO_CLIENTS', ok: true },
      { way: 'TOLD_TO_CLIENTS', ok: true },
    ])
    await vi.waitFor(() => expect(bodies(consumer)).toEqual(['a', 'b', 'b', 'c', 'd', 'd']), WAIT)
    const exact = reset(place, { queue: { brokerName: 'broker-a', queueId: 0 }, offset: 1 }, true)
    expect(await problemOf(exact)).toMatchObject({ status: 501, code: 'UNSUPPORTED_BY_CLUSTER' })
    await set('true')
  })
})

describe('a reset is refused', () => {
  it('at its field: an unknown topic, queue, offset, or a time that is none', async () => {
    const place = await newPlace()
    const foreign = await newTopic(call, instanceId)
    const refusals: ReadonlyArray<readonly [Place, To, string, string]> = [
      [{ ...place, topic: foreign }, 'latest', 'topic', 'notSubscribed'],
      [{ ...place, topic: 'nowhere' }, 'latest', 'topic', 'notSubscribed'],
      [place, { queue: { brokerName: 'broker-a', queueId: 99 }, offset: 0 }, 'to.queue', 'noSuchQueue'],
      [place, { queue: { brokerName: 'broker-z', queueId: 0 }, offset: 0 }, 'to.queue', 'noSuchQueue'],
      [place, { queue: { brokerName: 'broker-a', queueId: 0 }, offset: 3 }, 'to.offset', 'offsetNotStored'],
      [place, { queue: { brokerName: 'broker-a', queueId: 0 }, offset: -1 }, 'to.offset', 'offsetNotStored'],
      [place, { time: 'yesterday' }, 'to.time', 'invalid'],
      [place, { time: '2026-13-01T00:00:00.000Z' }, 'to.time', 'invalid'],
    ]
    for (const [of, to, path, code] of refusals) {
      for (const dryRun of [true, false]) {
        expect(await problemOf(reset(of, to, dryRun))).toMatchObject({
          status: 400,
          code: 'VALIDATION',
          fields: [{ path, code }],
        })
      }
    }
    expect(await history(place.group)).toEqual([])
  })

  it('for a broadcasting group, with a sentence that says why', async () => {
    const place = { topic: await newTopic(call, instanceId), group: await newGroup(call, instanceId) }
    await using _consumer = await console.consume(place.topic, {
      namespace: instanceId,
      consumerGroup: place.group,
      messageModel: 'BROADCASTING',
    })
    await vi.waitFor(async () => expect(await isOnline(place)).toBe(true), WAIT)
    expect(await problemOf(reset(place, 'latest'))).toMatchObject({
      status: 409,
      code: 'GROUP_BROADCASTING',
      detail: expect.stringContaining('each of its clients keeps its own offsets'),
    })
  })

  it('for a group that is not there or is of another instance, and to those who only look', async () => {
    const place = await newPlace()
    expect(await problemOf(reset({ ...place, group: 'GID-nowhere' }, 'latest'))).toMatchObject({
      code: 'NOT_FOUND',
    })
    const other = (await newInstance(call)).instanceId
    const foreign = call(offsetReset, {
      params: { instanceId: other, group: place.group },
      body: { topic: place.topic, to: 'latest' },
    })
    expect(await problemOf(foreign)).toMatchObject({ status: 404, code: 'NOT_FOUND' })
    const reader = await createUser(console.server, 'readOnly')
    const params = { instanceId, group: place.group }
    for (const dryRun of [true, false]) {
      const asked = reader.call(offsetReset, { params, body: { topic: place.topic, to: 'latest', dryRun } })
      expect(await problemOf(asked)).toMatchObject({ status: 403, code: 'FORBIDDEN' })
    }
    expect((await reader.call(offsetResetList, { params })).items).toEqual([])
  })
})
