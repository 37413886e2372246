import { auditEventList, type BodyInputOf, messageSend } from '@gantry/contract'
import { type Admin, keysOf, PropertyName, type StoredMessage } from '@gantry/remoting'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { problemOf } from '../test-support/callers.ts'
import { createUser } from '../test-support/create-user.ts'
import { startConsumer } from '../test-support/real-clients.ts'
import { realAdmin, startConsole } from '../test-support/real-cluster.ts'
import { newGroup, newInstance, newTopic, uniqueName } from '../test-support/seed.ts'
import type { TestServer } from '../test-support/start-server.ts'

let server: TestServer
let admin: Admin
let instanceId = ''

beforeAll(async () => {
  server = await startConsole()
  admin = realAdmin()
  instanceId = (await newInstance(server.admin.call)).instanceId
})
afterAll(async () => {
  await admin.close()
  await server.close()
})

const send = (topic: string, body: BodyInputOf<typeof messageSend>, call = server.admin.call) =>
  call(messageSend, { params: { instanceId, topic }, body })

/** What the broker has stored, found by the ID that the API gave. */
const stored = ({ offsetMessageId }: { readonly offsetMessageId: string }): Promise<StoredMessage> =>
  admin.messages.byOffsetId(offsetMessageId)

describe('a message that is sent from the page', () => {
  it('is stored with body, tag, keys and properties, in the topic of the instance', async () => {
    const topic = await newTopic(server.admin.call, instanceId)
    const sent = await send(topic, {
      body: 'grüße 🚀',
      tag: 'tagA',
      keys: ['order-1', 'order-2'],
      properties: { colour: 'red', 'a=b': 'c|d' },
    })
    expect(sent).toEqual({
      messageId: expect.stringMatching(/^[0-9A-F]{32}$/),
      offsetMessageId: expect.stringMatching(/^[0-9A-F]{32}$/),
      brokerName: expect.stringMatching(/^broker-[ab]$/),
      queueId: expect.any(Number),
      queueOffset: 0,
      sendStatus: 'SEND_OK',
    })
    const message = await stored(sent)
    expect(message).toMatchObject({
      topic: `${instanceId}%${topic}`,
      msgId: sent.messageId,
      queueId: sent.queueId,
    })
    expect(message.body.toString()).toBe('grüße 🚀')
    expect(message.properties.get(PropertyName.TAGS)).toBe('tagA')
    expect(keysOf(message.properties)).toEqual(['order-1', 'order-2'])
    expect([message.properties.get('colour'), message.properties.get('a=b')]).toEqual(['red', 'c|d'])
  })

  it('may be of any bytes, up to 4 MB', async () => {
    const topic = await newTopic(server.admin.call, instanceId)
    const bytes = Buffer.from([0, 255, 1, 254])
    const sent = await send(topic, { body: bytes.toString('base64'), encoding: 'base64' })
    expect((await stored(sent)).body).toEqual(bytes)
    const largest = 'x'.repeat(4 * 1024 * 1024)
    expect((await stored(await send(topic, { body: largest }))).body).toHaveLength(largest.length)
    expect(await problemOf(send(topic, { body: `${largest}x` }))).toMatchObject({
      status: 400,
      fields: [{ path: 'body' }],
    })
  })

  it('goes to one queue for each sharding key', async () => {
    const topic = await newTopic(server.admin.call, instanceId, { messageType: 'PARTITIONALLY_ORDERED' })
    const places = new Map<string, Set<string>>()
    for (let number = 0; number < 12; number++) {
      const shardingKey = `order-${number % 4}`
      const sent = await send(topic, { body: `${number}`, shardingKey })
      places.set(
        shardingKey,
        (places.get(shardingKey) ?? new Set()).add(`${sent.brokerName} ${sent.queueId}`),
      )
      expect((await stored(sent)).properties.get(PropertyName.SHARDING_KEY)).toBe(shardingKey)
    }
    for (const [, queues] of places) expect(queues.size).toBe(1)
  })

  it('goes to the one queue of a globally ordered topic, in order', async () => {
    const topic = await newTopic(server.admin.call, instanceId, { messageType: 'GLOBALLY_ORDERED' })
    const sent = []
    for (let number = 0; number < 5; number++) sent.push(await send(topic, { body: `${number}` }))
    expect(new Set(sent.map(({ brokerName, queueId }) => `${brokerName} ${queueId}`)).size).toBe(1)
    expect(sent.map(({ queueOffset }) => queueOffset)).toEqual([0, 1, 2, 3, 4])
  })

  it('is delivered at its time, and at once when that is past', async () => {
    const topic = await newTopic(server.admin.call, instanceId, { messageType: 'DELAYED' })
    const group = await newGroup(server.admin.call, instanceId)
    await using consumer = await startConsumer(topic, { namespace: instanceId, consumerGroup: group })
    const dueMs = Date.now() + 3_000
    await send(topic, { body: 'later', deliverAt: new Date(dueMs).toISOString() })
    await send(topic, { body: 'now', deliverAt: new Date(0).toISOString() })
    await vi.waitFor(() => expect(consumer.received).toHaveLength(2), { timeout: 20_000, interval: 50 })
    expect(consumer.received.map(({ body }) => body.toString())).toEqual(['now', 'later'])
    expect(consumer.received[1]?.storeTimestamp).toBeGreaterThanOrEqual(dueMs - 1_000)
    const tooLate = new Date(Date.now() + 41 * 86_400_000).toISOString()
    expect(await problemOf(send(topic, { body: 'x', deliverAt: tooLate }))).toMatchObject({
      fields: [{ path: 'deliverAt' }],
    })
  })

  it('is seen after its transaction was committed, and never after it was rolled back', async () => {
    const topic = await newTopic(server.admin.call, instanceId, { messageType: 'TRANSACTIONAL' })
    const group = await newGroup(server.admin.call, instanceId)
    await using consumer = await startConsumer(topic, { namespace: instanceId, consumerGroup: group })
    await send(topic, { body: 'undone', transaction: 'ROLLBACK' })
    await send(topic, { body: 'done', transaction: 'COMMIT' })
    await vi.waitFor(() => expect(consumer.received.length).toBeGreaterThan(0), {
      timeout: 20_000,
      interval: 50,
    })
    expect(consumer.received.map(({ body }) => body.toString())).toEqual(['done'])
    expect(await problemOf(send(topic, { body: 'x' }))).toMatchObject({
      fields: [{ path: 'transaction', code: 'required' }],
    })
  })
})

describe('a message is refused', () => {
  it('where it is not of the kind of the topic', async () => {
    const topic = await newTopic(server.admin.call, instanceId)
    expect(await problemOf(send(topic, { body: 'x', shardingKey: 'a' }))).toMatchObject({
      status: 400,
      code: 'VALIDATION',
      fields: [{ path: 'shardingKey' }],
    })
  })

  it('with a property that RocketMQ uses itself, or a blank one', async () => {
    const topic = await newTopic(server.admin.call, instanceId)
    for (const [name, value] of [
      ['UNIQ_KEY', 'x'],
      ['TAGS', 'x'],
      ['colour', ' '],
      ['a\u0001b', 'x'],
    ] as const) {
      const refusal = await problemOf(send(topic, { body: 'x', properties: { [name]: value } }))
      expect(refusal).toMatchObject({ status: 400, code: 'VALIDATION' })
      expect(refusal.fields?.[0]?.path).toMatch(/^properties/)
    }
    expect(await problemOf(send(topic, { body: 'x', keys: ['a b'] }))).toMatchObject({
      fields: [{ path: 'keys.0' }],
    })
  })

  it('for a topic that is nowhere, or is missing on the brokers', async () => {
    expect(await problemOf(send('nowhere', { body: 'x' }))).toMatchObject({ status: 404, code: 'NOT_FOUND' })
    const topic = await newTopic(server.admin.call, instanceId)
    await admin.topics.remove(`${instanceId}%${topic}`)
    expect(await problemOf(send(topic, { body: 'x' }))).toMatchObject({ status: 409, code: 'CONFLICT' })
  })

  it('from those who only look, and from a user who was granted nothing', async () => {
    const topic = await newTopic(server.admin.call, instanceId)
    const [reader, user] = [await createUser(server, 'readOnly'), await createUser(server, 'resourceUser')]
    const owner = await createUser(server, 'tenantAdministrator')
    expect(await problemOf(send(topic, { body: 'x' }, reader.call))).toMatchObject({ status: 403 })
    expect(await problemOf(send(topic, { body: 'x' }, user.call))).toMatchObject({ status: 404 })
    expect((await send(topic, { body: 'x' }, owner.call)).sendStatus).toBe('SEND_OK')
  })
})

describe('sending', () => {
  it('is done once when the form is sent twice, and kept in the audit record without what the message says', async () => {
    const topic = await newTopic(server.admin.call, instanceId)
    const idempotencyKey = uniqueName('key')
    const twice = () =>
      server.admin.call(
        messageSend,
        { params: { instanceId, topic }, body: { body: 'private' } },
        { idempotencyKey },
      )
    const first = await twice()
    expect(await twice()).toEqual(first)
    const { answered } = await admin.topics.stats(`${instanceId}%${topic}`)
    const ends = answered.flatMap(({ value }) => value.offsetTable.map(([, { maxOffset }]) => maxOffset))
    expect(ends.reduce((sum, end) => sum + end, 0n)).toBe(1n)
    const { items } = await server.admin.call(auditEventList, { query: { action: 'messageSend', q: topic } })
    expect(items.map(({ change }) => change)).toContainEqual({ before: null, after: first })
    expect(JSON.stringify(items)).not.toContain('private')
  })
})
