/** Numbers of the support pages beside those that RocketMQ's own `mqadmin` prints of the same brokers. */
import {
  consumerClientList,
  consumerProgress,
  consumerStatus,
  deadLetterList,
  messageDelivery,
  messageList,
  messageView,
  topicView,
  traceList,
  traceTaskCreate,
  traceTaskView,
} from '@gantry/contract'
import { dlqTopicOf, Producer, PushConsumer, type SendResult } from '@gantry/remoting'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import {
  type MqadminSession,
  openMqadmin,
  rowsOf,
} from '../../../packages/remoting/contract/mqadmin-session.ts'
import { connection } from '../test-support/real-clients.ts'
import { realAdmin, startConsole } from '../test-support/real-cluster.ts'
import { newGroup, newInstance, newTopic } from '../test-support/seed.ts'
import type { TestServer } from '../test-support/start-server.ts'

const WAIT = { timeout: 60_000, interval: 200 }
const SENT = 12

const resources = new AsyncDisposableStack()
let server: TestServer
let mqadmin: MqadminSession
let instanceId = ''
let topic = ''
const groups = { taking: '', picky: '', busy: '' }
let sent: SendResult[] = []

beforeAll(async () => {
  const { namesrvAddr, tools } = inject('cluster')
  server = await startConsole()
  resources.defer(() => server.close())
  mqadmin = resources.use(await openMqadmin(namesrvAddr, tools))
  const { call } = server.admin
  instanceId = (await newInstance(call)).instanceId
  topic = await newTopic(call, instanceId)
  for (const kind of ['taking', 'picky', 'busy'] as const) groups[kind] = await newGroup(call, instanceId)
  await startConsumer(groups.taking, '*', async () => 'SUCCESS')
  await startConsumer(groups.picky, 'refunded', async () => 'SUCCESS')
  // It holds each message until the end.
  const { promise: end, resolve } = Promise.withResolvers<'LATER'>()
  await startConsumer(groups.busy, '*', () => end)
  resources.defer(async () => resolve('LATER'))
  sent = await sendTraced()
}, 120_000)
afterAll(() => resources.disposeAsync())

async function startConsumer(
  consumerGroup: string,
  expression: string,
  take: () => Promise<'SUCCESS' | 'LATER'>,
): Promise<void> {
  const options = { consumeFrom: 'FIRST_OFFSET', commitIntervalMs: 200, trace: true } as const
  const consumer = new PushConsumer({ ...connection(), ...options, namespace: instanceId, consumerGroup })
  resources.use(consumer.subscribe(topic, expression))
  await consumer.start(take)
}

async function sendTraced(): Promise<SendResult[]> {
  const options = { namespace: instanceId, producerGroup: 'PID_counted', trace: true }
  await using producer = new Producer({ ...connection(), ...options })
  const numbers = Array.from({ length: SENT }, (_, number) => number)
  return await Promise.all(
    numbers.map(number =>
      producer.send({ topic, body: `body ${number}`, tag: 'paid', keys: [`order-${number}`] }),
    ),
  )
}

const params = (group: string) => ({ params: { instanceId, group } })
const wire = (name: string) => `${instanceId}%${name}`

/** The lines `Name: value` of a message. */
function fieldsOf(lines: readonly string[]): Map<string, string> {
  return new Map(
    lines
      .flatMap(line => [...line.matchAll(/^([A-Z][A-Za-z ]+):\s+(.*)$/g)])
      .map(([, name = '', value = '']) => [name, value]),
  )
}

/** As mqadmin prints a time, in the time zone of both. */
function printedTime(timestamp: string): string {
  const local = new Date(Date.parse(timestamp) - new Date(timestamp).getTimezoneOffset() * 60_000)
  return local.toISOString().replace('T', ' ').replace('.', ',').replace('Z', '')
}

function hostOf(address: string): string {
  return address.replace(/:\d+$/, '')
}

async function ofTopic(wireTopic: string): Promise<string[][]> {
  return rowsOf(await mqadmin.run('topicStatus', '-t', wireTopic))
}

describe('what the pages show is what mqadmin prints', { timeout: 120_000 }, () => {
  it('of each queue of a topic', async () => {
    const { queues } = await server.admin.call(topicView, { params: { instanceId, topic } })
    const ours = queues.map(({ brokerName, queueId, minOffset, maxOffset, lastUpdateAt }) =>
      [
        brokerName,
        queueId,
        minOffset,
        maxOffset,
        ...(lastUpdateAt ? printedTime(lastUpdateAt).split(' ') : []),
      ].map(String),
    )
    expect(ours.toSorted()).toEqual((await ofTopic(wire(topic))).toSorted())
    expect(queues.reduce((sum, { maxOffset }) => sum + Number(maxOffset), 0)).toBe(SENT)
  })

  it('of the progress of a group, and of its backlog', async () => {
    await vi.waitFor(async () => {
      const lines = await mqadmin.run('consumerProgress', '-g', wire(groups.busy))
      const { items } = await server.admin.call(consumerProgress, params(groups.busy))
      const ours = items
        .filter(({ kind }) => kind === 'TOPIC')
        .map(row => [row.brokerName, row.queueId, row.brokerOffset, row.consumerOffset].map(String))
      const printed = rowsOf(lines)
        .filter(([name]) => name === wire(topic))
        .map(row => row.slice(1, 5))
      expect(ours.toSorted()).toEqual(printed.toSorted())
      const { accumulated } = await server.admin.call(consumerStatus, params(groups.busy))
      expect(fieldsOf(lines).get('Consume Diff Total')).toBe(String(accumulated))
      expect(accumulated).toBe(SENT)
    }, WAIT)
  })

  it('of the clients of a group', async () => {
    const { items } = await server.admin.call(consumerClientList, params(groups.picky))
    const ours = items.map(({ clientId, clientAddr, language, release }) => [
      clientId,
      // It has a connection to each broker, and so one port each.
      hostOf(clientAddr),
      language,
      release?.replace(/^(\d+)\.(\d+)\.(\d+)$/, 'V$1_$2_$3'),
    ])
    const lines = await mqadmin.run('consumerConnection', '-g', wire(groups.picky))
    expect(ours).toEqual(
      rowsOf(lines).map(([id, addr = '', ...rest]) => [id, hostOf(addr), ...rest.slice(0, 2)]),
    )
    expect(ours).toHaveLength(1)
    expect(lines.join('\n')).toMatch(new RegExp(`^${wire(topic)} +refunded$`, 'm'))
  })

  it('of a message, by its ID and by its key', async () => {
    const [{ msgId = '', offsetMsgId = '' } = {}] = sent
    const at = { instanceId, topic, messageId: msgId }
    const { message } = await server.admin.call(messageView, { params: at })
    const printed = fieldsOf(await mqadmin.run('queryMsgById', '-t', wire(topic), '-i', offsetMsgId))
    expect({
      OffsetID: message.offsetMessageId,
      Tags: `[${message.tag}]`,
      Keys: `[${message.keys.join(' ')}]`,
      'Queue ID': String(message.queueId),
      'Queue Offset': String(message.queueOffset),
      'CommitLog Offset': String(message.commitLogOffset),
      'Reconsume Times': String(message.reconsumeTimes),
      'Born Timestamp': printedTime(message.bornAt),
      'Store Timestamp': printedTime(message.storedAt),
      'Born Host': message.bornHost,
      'Store Host': message.storeHost,
      'System Flag': String(message.sysFlag),
    }).toEqual(
      Object.fromEntries([...printed].filter(([name]) => !/^(Topic|Properties|Message Body.*)$/.test(name))),
    )
    const { items } = await server.admin.call(messageList, {
      params: { instanceId, topic },
      query: { key: 'order-0' },
    })
    const byKey = rowsOf(await mqadmin.run('queryMsgByKey', '-t', wire(topic), '-k', 'order-0'))
    expect(items.map(row => [row.messageId, row.queueId, row.queueOffset].map(String))).toEqual(
      byKey.map(row => row.slice(0, 3)),
    )
  })

  it('of where each group stands with a message', async () => {
    const [{ msgId = '', offsetMsgId = '' } = {}] = sent
    const at = { params: { instanceId, topic, messageId: msgId } }
    const named = { CONSUMED: 'CONSUMED', FILTERED: 'CONSUMED_BUT_FILTERED', NOT_CONSUMED: 'NOT_CONSUME_YET' }
    await vi.waitFor(async () => {
      const { items } = await server.admin.call(messageDelivery, at)
      const ours = items.map(({ group, status }) => [
        wire(group),
        Object.entries(named).find(([name]) => name === status)?.[1],
      ])
      const lines = await mqadmin.run('queryMsgById', '-t', wire(topic), '-i', offsetMsgId)
      const printed = lines.flatMap(line =>
        [...line.matchAll(/consumerGroup=(.*), trackType=(\w+),/g)].map(([, group, type]) => [group, type]),
      )
      expect(ours.toSorted()).toEqual(printed.toSorted())
      expect(Object.fromEntries(ours)).toEqual({
        [wire(groups.taking)]: 'CONSUMED',
        [wire(groups.picky)]: 'CONSUMED_BUT_FILTERED',
        [wire(groups.busy)]: 'NOT_CONSUME_YET',
      })
    }, WAIT)
  })

  it('of the dead letters of a group', async () => {
    await using admin = realAdmin()
    for (const { offsetMsgId = '' } of sent.slice(0, 3)) {
      const message = await admin.messages.byOffsetId(offsetMsgId)
      await admin.messages.sendBack({ group: wire(groups.taking), message, delayLevel: -1 })
    }
    const { items } = await server.admin.call(deadLetterList, params(groups.taking))
    const stored = (await ofTopic(dlqTopicOf(wire(groups.taking)))).map(
      ([, , min, max]) => Number(max) - Number(min),
    )
    expect(items).toHaveLength(3)
    expect(stored.reduce((sum, count) => sum + count, 0)).toBe(3)
  })

  it('of the trace of a message', async () => {
    const [{ msgId = '' } = {}] = sent
    await vi.waitFor(async () => {
      const found = await tracesOf(msgId)
      const rows = await printedTraces(msgId)
      expect(found).toEqual(rows)
      expect(rows.map(([kind, group]) => [kind, group])).toEqual([
        ['Pub', 'PID_counted'],
        ['Sub', groups.taking],
      ])
    }, WAIT)
  })
})

/** Kind, group, host, duration and end: of the sending, then of each attempt that has ended, which is what mqadmin prints. */
async function tracesOf(messageId: string): Promise<unknown[][]> {
  const { call } = server.admin
  const { taskId } = await call(traceTaskCreate, { params: { instanceId }, body: { topic, messageId } })
  const task = { params: { instanceId, taskId } }
  await vi.waitFor(async () => expect((await call(traceTaskView, task)).state).toBe('QUERY_COMPLETED'), WAIT)
  const [trace] = (await call(traceList, task)).items
  const { producer, consumers = [] } = trace ?? {}
  const attempts = consumers.flatMap(({ group, attempts }) =>
    attempts.map(attempt => ({ group, ...attempt })),
  )
  return [
    ...(producer
      ? [['Pub', producer.group, producer.host, `${producer.costMs}ms`, producer.status === 'SENT']]
      : []),
    ...attempts
      .filter(({ costMs }) => costMs !== null)
      .map(({ group, host, costMs, status }) => ['Sub', group, host, `${costMs}ms`, status === 'CONSUMED']),
  ]
}

async function printedTraces(messageId: string): Promise<unknown[][]> {
  const lines = await mqadmin.run('queryMsgTraceById', '-i', messageId)
  return lines
    .map(line => line.trim().split(/\s+/))
    .filter(([kind]) => kind === 'Pub' || kind === 'Sub')
    .map(([kind, group = '', host, _day, _time, took, end]) => {
      return [kind, group.replace(wire(''), ''), host, took, end === 'success']
    })
}
