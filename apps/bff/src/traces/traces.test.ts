/** Traces on a sandbox: producers and consumers of an application report, and the console finds what they reported. */
import {
  type BodyInputOf,
  grantCreate,
  sessionView,
  type Trace,
  type TraceTask,
  traceList,
  traceTaskCreate,
  traceTaskDelete,
  traceTaskList,
  traceTaskView,
} from '@gantry/contract'
import { Admin, Producer, type ProducerOptions } from '@gantry/remoting'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Program, problemOf } from '../../test-support/callers.ts'
import { createUser } from '../../test-support/create-user.ts'
import { type SandboxConsole, startSandboxConsole } from '../../test-support/sandbox-console.ts'
import { newGroup, newInstance, newTopic, uniqueName } from '../../test-support/seed.ts'
import { createDeadLetterService } from '../deadletters/dead-letter-service.ts'
import { instanceNames } from '../instances/instance-names.ts'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { createTraceService } from './trace-service.ts'

const WAIT = { timeout: 15_000, interval: 50 }
let sandbox: SandboxConsole
let brokers: Admin
let admin: Program
let instanceId = ''

beforeAll(async () => {
  sandbox = await startSandboxConsole()
  const { namesrvAddr, credentials } = sandbox.sandbox
  brokers = new Admin({ namesrvAddr, ...(credentials && { credentials }) })
  admin = sandbox.server.admin
  instanceId = (await newInstance(admin.call)).instanceId
})
afterAll(async () => {
  await brokers.close()
  await sandbox[Symbol.asyncDispose]()
})

type Wanted = BodyInputOf<typeof traceTaskCreate>
const create = (body: Wanted, id = instanceId) =>
  admin.call(traceTaskCreate, { params: { instanceId: id }, body })

async function ended({ taskId }: Pick<TraceTask, 'taskId'>, id = instanceId): Promise<TraceTask> {
  return await vi.waitFor(async () => {
    const task = await admin.call(traceTaskView, { params: { instanceId: id, taskId } })
    expect(task.state).not.toBe('QUERYING')
    return task
  }, WAIT)
}

async function tracesBy(body: Wanted, id = instanceId): Promise<readonly Trace[]> {
  const { taskId } = await ended(await create(body, id), id)
  return (await admin.call(traceList, { params: { instanceId: id, taskId } })).items
}

/** With the name of what was asked for cut out. */
async function refusalOf(program: Program, wanted: { readonly topic: string; readonly traceTopic: string }) {
  const order = program.call(traceTaskCreate, { params: { instanceId }, body: { ...wanted, key: 'x' } })
  const { status, code, detail } = await problemOf(order)
  return { status, code, detail: detail.replace(wanted.traceTopic, '…') }
}

/** The trace of one message, once it is as expected: clients report half a second later. */
async function traceOf(topic: string, messageId: string, expected: object, id = instanceId): Promise<Trace> {
  return await vi.waitFor(async () => {
    const [trace] = await tracesBy({ topic, messageId }, id)
    expect(trace).toMatchObject(expected)
    return trace ?? expect.fail('no trace')
  }, WAIT)
}

function producerOf(id: string, options: Partial<ProducerOptions> = {}): Producer {
  const { namesrvAddr, credentials } = sandbox.sandbox
  const connection = { namesrvAddr, ...(credentials && { credentials }) }
  return new Producer({ ...connection, producerGroup: 'PID-shop', namespace: id, trace: true, ...options })
}

describe('the trace of a message', () => {
  it('is its whole way: who sent it, where it lies, and each delivery to each group', async () => {
    const topic = await newTopic(admin.call, instanceId)
    const [happy, failing, absent] = [
      await newGroup(admin.call, instanceId),
      await newGroup(admin.call, instanceId),
      await newGroup(admin.call, instanceId),
    ]
    const options = { namespace: instanceId, trace: true }
    await using _other = await sandbox.consume(
      topic,
      { ...options, consumerGroup: absent },
      { expression: 'other' },
    )
    await using _happy = await sandbox.consume(topic, { ...options, consumerGroup: happy })
    await using _failing = await sandbox.consume(
      topic,
      { ...options, consumerGroup: failing, maxReconsumeTimes: 0 },
      { take: async () => 'LATER' },
    )
    const producer = producerOf(instanceId)
    const sent = await producer.send({ topic, body: 'hello', tag: 'paid', keys: ['order-7'] })
    await producer.stop()
    const trace = await traceOf(topic, sent.msgId, {
      producer: { status: 'SENT' },
      consumers: expect.arrayContaining([
        expect.objectContaining({ group: happy, status: 'ALL_SUCCEEDED' }),
        expect.objectContaining({ group: failing, status: 'ALL_FAILED' }),
        { group: absent, status: 'NOT_CONSUMED', attempts: [] },
      ]),
    })
    expect(trace).toMatchObject({
      messageId: sent.msgId,
      topic,
      producer: { group: 'PID-shop', host: '127.0.0.1', client: expect.stringMatching(/@\d+$/) },
      message: {
        messageType: 'NORMAL',
        tag: 'paid',
        key: 'order-7',
        bodyBytes: 5,
        offsetMessageId: sent.offsetMsgId,
        region: 'DefaultRegion',
        dueAt: null,
      },
    })
    const service = createTraceService({
      ...sandbox.server.context,
      deadLetters: createDeadLetterService(),
    })
    const wanted = { topic, messageId: sent.msgId, around: Date.now() }
    const instance = { instance_id: instanceId, max_topics: 50, has_namespace: 1 }
    const cluster = { cluster_id: 'c', name: 'c', namesrv_addr: '', read_only: 0 }
    const { wire, unwire } = instanceNames(instance)
    const names = { unwire, show: unwire, sees: () => true }
    const handle: InstanceHandle = {
      ...{ instance, cluster, admin: brokers, wire, topics: names, groups: names },
      ...{ changes: () => true, granted: () => null, isWhole: true },
      get whole() {
        return handle
      },
    }
    expect(await service.findTraces(handle, wanted, new AbortController().signal)).toEqual([trace])
    const attemptsOf = (group: string) => trace.consumers.find(consumer => consumer.group === group)?.attempts
    expect(attemptsOf(happy)).toMatchObject([
      { status: 'CONSUMED', attempt: 1, host: '127.0.0.1', returnType: 'SUCCESS' },
    ])
    expect(attemptsOf(failing)).toMatchObject([{ status: 'CONSUMPTION_FAILED', attempt: 1 }])
  })

  it('tells of a delayed message, and of each end of a transaction, before anybody can consume it', async () => {
    const [delayed, transactional] = [
      await newTopic(admin.call, instanceId, { messageType: 'DELAYED' }),
      await newTopic(admin.call, instanceId, { messageType: 'TRANSACTIONAL' }),
    ]
    const producer = producerOf(instanceId)
    const dueMs = Math.floor(Date.now() / 1_000) * 1_000 + 3_600_000
    const later = await producer.send({ topic: delayed, body: 'later', deliverAtMs: dueMs })
    const end = (state: 'COMMIT' | 'ROLLBACK' | 'UNKNOWN') =>
      producer.sendInTransaction({ topic: transactional, body: state }, async () => state)
    const [committed, rolledBack, open] = [await end('COMMIT'), await end('ROLLBACK'), await end('UNKNOWN')]
    await producer.stop()
    const standing = await traceOf(delayed, later.msgId, { producer: { status: 'MESSAGE_STANDING_BY' } })
    expect(standing.message).toMatchObject({ messageType: 'DELAYED', dueAt: expect.any(String) })
    expect(Math.abs(Date.parse(standing.message.dueAt ?? '') - dueMs)).toBeLessThanOrEqual(1_000)
    await traceOf(transactional, committed.msgId, { producer: { status: 'SENT' } })
    await traceOf(transactional, rolledBack.msgId, { producer: { status: 'MESSAGE_ROLLED_BACK' } })
    await traceOf(transactional, open.msgId, { producer: { status: 'TRANSACTION_UNCOMMITTED' } })
  })

  it('is found by key and by time, too, and in a trace topic of its own', async () => {
    const topic = await newTopic(admin.call, instanceId)
    const ownTopic = await newTopic(admin.call, instanceId)
    const before = new Date(Date.now() - 1_000).toISOString()
    const producer = producerOf(instanceId)
    const send = (key: string) => producer.send({ topic, body: 'x', keys: [key] })
    const sent = [await send('k-1'), await send('k-1'), await send('k-2')]
    await producer.stop()
    const after = new Date(Date.now() + 1_000).toISOString()
    const idsOf = (traces: readonly Trace[]) => traces.map(({ messageId }) => messageId).toSorted()
    const ids = sent.map(({ msgId }) => msgId).toSorted()
    await vi.waitFor(async () => {
      expect(idsOf(await tracesBy({ topic, key: 'k-1' }))).toEqual(
        [sent[0]?.msgId, sent[1]?.msgId].toSorted(),
      )
    }, WAIT)
    expect(idsOf(await tracesBy({ topic, from: before, to: after }))).toEqual(ids)
    expect(
      await tracesBy({ topic, from: '2020-01-01T00:00:00.000Z', to: '2020-01-02T00:00:00.000Z' }),
    ).toEqual([])
    expect(await tracesBy({ topic, messageId: ids[0] ?? '', traceTopic: ownTopic })).toEqual([])
    const elsewhere = producerOf(instanceId, { trace: `${instanceId}%${ownTopic}` })
    const other = await vi.waitFor(() => elsewhere.send({ topic, body: 'x', keys: ['k-3'] }), WAIT)
    await elsewhere.stop()
    await vi.waitFor(async () => {
      expect(idsOf(await tracesBy({ topic, key: 'k-3', traceTopic: ownTopic }))).toEqual([other.msgId])
    }, WAIT)
    const inFull = await tracesBy({ topic, key: 'k-3', traceTopic: `${instanceId}%${ownTopic}` })
    expect(idsOf(inFull)).toEqual([other.msgId])
    expect(await tracesBy({ topic, key: 'k-3' })).toEqual([])
  })

  it('is nobody else’s: two instances with a topic of one name do not see each other’s', async () => {
    const topic = uniqueName('shared')
    const other = (await newInstance(admin.call)).instanceId
    for (const id of [instanceId, other]) await newTopic(admin.call, id, { topic })
    const producer = producerOf(other)
    const sent = await producer.send({ topic, body: 'x', keys: ['secret'] })
    await producer.stop()
    await traceOf(topic, sent.msgId, { producer: { status: 'SENT' } }, other)
    const range = { from: new Date(Date.now() - 60_000).toISOString(), to: new Date().toISOString() }
    for (const body of [{ messageId: sent.msgId }, { key: 'secret' }, range]) {
      expect(await tracesBy({ topic, ...body })).toEqual([])
    }
    const foreign = create({ topic: `${other}%${topic}`, messageId: sent.msgId })
    expect(await problemOf(foreign)).toMatchObject({ status: 404, code: 'NOT_FOUND' })
  })
})

describe('a query task', () => {
  it('reads no topic of others as traces, and does not tell whether there is one', async () => {
    const topic = await newTopic(admin.call, instanceId)
    const other = (await newInstance(admin.call)).instanceId
    const foreign = `${other}%${await newTopic(admin.call, other)}`
    const unread = await newTopic(admin.call, instanceId)
    const tenant = await createUser(sandbox.server, 'tenantAdministrator')
    const [made, ...rest] = await Promise.all(
      [`${other}%unmade`, foreign, 'unmade'].map(traceTopic => refusalOf(tenant, { topic, traceTopic })),
    )
    expect(made).toMatchObject({ status: 404, code: 'NOT_FOUND' })
    expect(rest).toEqual([made, made])
    const eve = await createUser(sandbox.server, 'resourceUser')
    const to = { granteeType: 'RAM_USER', grantee: (await eve.call(sessionView, {})).me.username } as const
    const groups = [await newGroup(admin.call, instanceId)]
    await admin.call(grantCreate, {
      params: { instanceId, topic },
      body: { ...to, authorisation: 'SUBSCRIBE', groups },
    })
    await admin.call(grantCreate, {
      params: { instanceId, topic: unread },
      body: { ...to, authorisation: 'PUBLISH' },
    })
    const withheld = await Promise.all(
      ['unmade', unread, `${instanceId}%${unread}`].map(traceTopic => refusalOf(eve, { topic, traceTopic })),
    )
    expect(withheld).toEqual([made, made, made])
    // An order from before, when its orderer saw more.
    const { jobs, db } = sandbox.server.context
    const { taskId } = await ended(await create({ topic, key: 'x' }))
    const input = JSON.stringify({ topic, key: 'x', traceTopic: foreign })
    const again = { state: 'PENDING', input, attempts: 0, finished_at: null } as const
    await db.updateTable('jobs').set(again).where('job_id', '=', taskId).execute()
    await jobs.look()
    const error = `There is no topic ${foreign} in ${instanceId} on the brokers: check its name.`
    expect(await ended({ taskId })).toMatchObject({ state: 'FAILED', done: 0, total: null, error })
  })

  it('says why it failed, is listed newest first, and is forgotten when it is deleted', async () => {
    const topic = await newTopic(admin.call, instanceId)
    const fault = sandbox.sandbox.faults.add({
      failure: { kind: 'REFUSE', code: 'SYSTEM_BUSY' },
      request: 'QUERY_MESSAGE',
    })
    const failed = await ended(await create({ topic, key: 'x' }))
    fault.remove()
    expect(failed).toMatchObject({
      state: 'FAILED',
      by: 'key',
      error: expect.stringContaining('SYSTEM_BUSY'),
    })
    const empty = await ended(await create({ topic, messageId: 'no-such-message' }))
    expect(empty).toMatchObject({ state: 'QUERY_COMPLETED', found: 0, isCut: false, error: null })
    expect(Date.parse(empty.expiresAt) - Date.parse(empty.createdAt)).toBe(7 * 86_400_000)
    const list = async () =>
      (await admin.call(traceTaskList, { params: { instanceId }, query: { limit: 2 } })).items
    expect((await list()).map(({ taskId }) => taskId)).toEqual([empty.taskId, failed.taskId])
    const params = { instanceId, taskId: empty.taskId }
    await admin.call(traceTaskDelete, { params })
    expect((await list())[0]?.taskId).toBe(failed.taskId)
    for (const call of [
      admin.call(traceTaskView, { params }),
      admin.call(traceList, { params }),
      admin.call(traceTaskDelete, { params }),
    ]) {
      expect(await problemOf(call)).toMatchObject({ status: 404, code: 'NOT_FOUND' })
    }
  })

  it('asks for one way to search, a whole range, and a topic of the instance; who only looks starts none', async () => {
    const topic = await newTopic(admin.call, instanceId)
    const [early, late] = ['2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z']
    const refused: ReadonlyArray<[Wanted, string]> = [
      [{ topic }, 'messageId'],
      [{ topic, messageId: 'x', key: 'y' }, 'messageId'],
      [{ topic, from: early }, 'to'],
      [{ topic, from: late, to: early }, 'to'],
    ]
    for (const [body, path] of refused) {
      const { status, fields } = await problemOf(create(body))
      expect({ status, path: fields?.[0]?.path }).toEqual({ status: 400, path })
    }
    expect(await problemOf(create({ topic: 'nowhere', key: 'x' }))).toMatchObject({ code: 'NOT_FOUND' })
    const reader = await createUser(sandbox.server, 'readOnly')
    const order = reader.call(traceTaskCreate, { params: { instanceId }, body: { topic, key: 'x' } })
    expect(await problemOf(order)).toMatchObject({ status: 403, code: 'FORBIDDEN' })
    expect((await reader.call(traceTaskList, { params: { instanceId } })).items.length).toBeGreaterThan(0)
  })
})
