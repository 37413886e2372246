import {
  type BodyInputOf,
  messageList,
  messageSend,
  type QueryInputOf,
  type ResponseOf,
} from '@gantry/contract'
import { Producer } from '@gantry/remoting'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { problemOf } from '../../test-support/callers.ts'
import { type SandboxConsole, startSandboxConsole } from '../../test-support/sandbox-console.ts'
import { newInstance, newTopic } from '../../test-support/seed.ts'

type Query = QueryInputOf<typeof messageList>
type Answer = ResponseOf<typeof messageList>

const HOUR_MS = 3_600_000
const longAgo = new Date(Date.now() - HOUR_MS).toISOString()

let console: SandboxConsole
let producer: Producer
let instanceId = ''

beforeAll(async () => {
  console = await startSandboxConsole()
  instanceId = (await newInstance(console.server.admin.call)).instanceId
  const { namesrvAddr, credentials } = console.sandbox
  producer = new Producer({
    namesrvAddr,
    ...(credentials && { credentials }),
    namespace: instanceId,
    producerGroup: 'PID',
  })
})
afterAll(async () => {
  await producer[Symbol.asyncDispose]()
  await console[Symbol.asyncDispose]()
})

const makeTopic = () => newTopic(console.server.admin.call, instanceId)
const find = (topic: string, query: Query) =>
  console.server.admin.call(messageList, { params: { instanceId, topic }, query })
const send = (topic: string, body: Partial<BodyInputOf<typeof messageSend>> = {}) =>
  console.server.admin.call(messageSend, { params: { instanceId, topic }, body: { body: 'x', ...body } })

/** As a browser does it: page after page, up to the end. */
async function findAll(topic: string, query: Query): Promise<{ items: Answer['items']; pages: Answer[] }> {
  const pages: Answer[] = []
  for (let cursor: string | undefined; ; ) {
    const page = await find(topic, { ...query, ...(cursor !== undefined && { cursor }) })
    pages.push(page)
    if (page.nextCursor === null) return { items: pages.flatMap(({ items }) => items), pages }
    cursor = page.nextCursor
  }
}

async function sendMany(topic: string, count: number): Promise<string[]> {
  const ids: string[] = []
  for (let number = 0; number < count; number++) {
    const tag = number % 10 === 0 ? 'rare' : 'common'
    const { msgId } = await producer.send({
      topic,
      body: `${number}`,
      tag,
      properties: { number: `${number}`, region: number % 2 === 0 ? 'north' : 'süd' },
    })
    ids.push(msgId)
  }
  return ids
}

describe('a message is found by its ID', () => {
  it('of the client and of the broker, in small letters, too', async () => {
    const topic = await makeTopic()
    const { messageId, offsetMessageId, brokerName, queueId } = await send(topic, {
      tag: 'a',
      keys: ['k1', 'k2'],
    })
    for (const id of [messageId, offsetMessageId, messageId.toLowerCase(), ` ${messageId} `]) {
      const { items, nextCursor } = await find(topic, { messageId: id })
      expect(items).toMatchObject([
        { messageId, offsetMessageId, brokerName, queueId, queueOffset: 0, tag: 'a', keys: ['k1', 'k2'] },
      ])
      expect(nextCursor).toBeNull()
    }
  })

  it('and not where it was not sent', async () => {
    const [topic, other] = [await makeTopic(), await makeTopic()]
    const { messageId, offsetMessageId } = await send(topic)
    expect((await find(other, { messageId })).items).toEqual([])
    expect((await find(other, { messageId: offsetMessageId })).items).toEqual([])
  })

  it('which must look like one', async () => {
    const topic = await makeTopic()
    for (const messageId of ['order-17', '0A', 'zz'.repeat(16), '../../x', '%']) {
      expect(await problemOf(find(topic, { messageId }))).toMatchObject({
        status: 400,
        fields: [{ path: 'messageId', message: expect.stringMatching(/^This is no message ID: /) }],
      })
    }
  })
})

describe('messages are found by a key', () => {
  it.each(['order-17', '50%', 'größe-🚀', "o'brien"])('such as %s, the newest first', async key => {
    const topic = await makeTopic()
    const first = await send(topic, { keys: [key, 'other'] })
    await send(topic, { keys: ['other'] })
    const last = await send(topic, { keys: [key] })
    const { items, isCut } = await find(topic, { key })
    expect(items.map(({ messageId }) => messageId)).toEqual([last.messageId, first.messageId])
    expect(isCut).toBe(false)
  })

  it('up to 64, and it is said that there may be more', async () => {
    const topic = await makeTopic()
    for (let number = 0; number < 70; number++) {
      await producer.send(
        { topic, body: `${number}`, keys: ['many'] },
        { queue: { topic: `${instanceId}%${topic}`, brokerName: 'broker-a', queueId: 0 } },
      )
    }
    const { items, isCut } = await find(topic, { key: 'many' })
    expect(items.map(({ queueOffset }) => queueOffset)).toEqual(Array.from({ length: 64 }, (_, i) => 69 - i))
    expect(isCut).toBe(true)
  })
})

describe('messages of a time', () => {
  let topic = ''
  let ids: readonly string[] = []
  beforeAll(async () => {
    topic = await makeTopic()
    ids = await sendMany(topic, 150)
  })
  const idsOf = (items: Answer['items']) => items.map(({ messageId }) => messageId)

  it('come page by page, the newest or the oldest first, each of them once', async () => {
    for (const order of ['newest', 'oldest'] as const) {
      const { items, pages } = await findAll(topic, { from: longAgo, order, limit: 40 })
      expect(pages.map(page => page.items.length)).toEqual([40, 40, 40, 30])
      expect(idsOf(items).toSorted()).toEqual([...ids].toSorted())
      const times = items.map(({ storedAt }) => Date.parse(storedAt))
      expect(times).toEqual(times.toSorted((a, b) => (order === 'newest' ? b - a : a - b)))
      expect(pages.map(({ progress }) => progress)).toEqual(
        [40, 80, 120, 150].map(scanned => ({ scanned, total: 150 })),
      )
    }
  })

  it('can be asked for by tag, and by several', async () => {
    const rare = await findAll(topic, { from: longAgo, tag: 'rare', limit: 4 })
    expect(idsOf(rare.items)).toEqual(ids.filter((_, number) => number % 10 === 0).toReversed())
    expect((await findAll(topic, { from: longAgo, tag: 'rare || common' })).items).toHaveLength(150)
    expect((await find(topic, { from: longAgo, tag: 'Rare' })).items).toEqual([])
  })

  it('can be asked for by a condition on their properties', async () => {
    const filter = "region = 'süd' AND number BETWEEN 20 AND 30"
    const { items } = await findAll(topic, { from: longAgo, filter, order: 'oldest' })
    expect(idsOf(items)).toEqual([21, 23, 25, 27, 29].map(number => ids[number]))
    const both = await findAll(topic, { from: longAgo, filter: 'number < 15', tag: 'rare' })
    expect(idsOf(both.items)).toEqual([ids[10], ids[0]])
  })

  it('are none of a time in which nothing was stored, and it is said how far back there is something', async () => {
    const answer = await find(topic, { from: new Date(0).toISOString(), to: longAgo })
    expect(answer).toMatchObject({ items: [], nextCursor: null, progress: { scanned: 0, total: 0 } })
    expect(Date.parse(answer.oldestStoredAt ?? '')).toBeGreaterThan(Date.parse(longAgo))
  })

  it('are refused for a range that ends before it begins, a condition that makes no sense, two questions at once', async () => {
    const [from, to] = [new Date().toISOString(), longAgo]
    expect(await problemOf(find(topic, { from, to }))).toMatchObject({
      fields: [{ path: 'to', message: 'The end of the range is before its beginning.' }],
    })
    expect(await problemOf(find(topic, { from: longAgo, filter: 'number > >' }))).toMatchObject({
      fields: [{ path: 'filter', message: 'No value can begin with >.' }],
    })
    expect(await problemOf(find(topic, { from: longAgo, key: 'x' }))).toMatchObject({
      fields: [{ path: 'key' }],
    })
    expect(await problemOf(find(topic, {}))).toMatchObject({ fields: [{ path: 'from', code: 'required' }] })
    for (const cursor of ['made-up', 'W10', Buffer.from('[["x"]]').toString('base64url')]) {
      expect(await problemOf(find(topic, { from: longAgo, cursor }))).toMatchObject({
        fields: [{ path: 'cursor' }],
      })
    }
  })

  it('are followed from now on, and no faster than they can be read', async () => {
    const start = await find(topic, { follow: 'true' })
    expect(start).toMatchObject({ items: [], progress: null, skipped: 0 })
    const sent = [await send(topic), await send(topic, { tag: 'seen' })]
    const next = await find(topic, { follow: 'true', cursor: start.nextCursor ?? '' })
    expect(idsOf(next.items)).toEqual(sent.map(({ messageId }) => messageId))
    const bodies = Array.from({ length: 2_100 }, (_, number) => `${number}`)
    await console.send({ instanceId, topic }, bodies)
    const late = await find(topic, { follow: 'true', cursor: next.nextCursor ?? '', limit: 100 })
    expect(late.items).toHaveLength(100)
    expect(Number(late.skipped)).toBeGreaterThan(1_000)
    expect((await find(topic, { follow: 'true', cursor: late.nextCursor ?? '' })).skipped).toBe(0)
  })
})

describe('a search', () => {
  it('says which broker does not answer, and goes on where it was', async () => {
    const topic = await makeTopic()
    await console.send({ instanceId, topic, brokerName: 'broker-a' }, ['a'])
    await console.send({ instanceId, topic, brokerName: 'broker-b' }, ['b'])
    const refusal = { kind: 'REFUSE', code: 'SYSTEM_BUSY' } as const
    const fault = console.sandbox.faults.add({
      failure: refusal,
      request: 'PULL_MESSAGE',
      server: 'broker-b',
    })
    const part = await find(topic, { from: longAgo })
    fault.remove()
    expect(part.items.map(({ brokerName }) => brokerName)).toEqual(['broker-a'])
    expect(part.partial?.reasons).toMatchObject([{ brokerName: 'broker-b' }])
    const rest = await find(topic, { from: longAgo, cursor: part.nextCursor ?? '' })
    expect(rest.items.map(({ brokerName }) => brokerName)).toEqual(['broker-b'])
  })

  it('ends with a sentence when its topic is deleted meanwhile', async () => {
    const topic = await makeTopic()
    await sendMany(topic, 20)
    const { nextCursor } = await find(topic, { from: longAgo, limit: 5 })
    const fault = console.sandbox.faults.add({
      failure: { kind: 'REFUSE', code: 'TOPIC_NOT_EXIST' },
      request: 'PULL_MESSAGE',
    })
    const refused = await problemOf(find(topic, { from: longAgo, cursor: nextCursor ?? '' }))
    fault.remove()
    expect(refused).toMatchObject({
      status: 404,
      detail: `There is no topic ${topic} in ${instanceId} any more: it was deleted while it was searched.`,
    })
  })

  it('of a million would stop after a part of it, and go on from there', async () => {
    const topic = await makeTopic()
    const batch = Array.from({ length: 2_000 }, () => ({ topic, body: 'x' }))
    for (let sent = 0; sent < 60_000; sent += batch.length) await producer.sendBatch(batch)
    const { nextCursor, progress, items } = await find(topic, { from: longAgo, filter: "colour = 'red'" })
    expect(items).toEqual([])
    expect(progress?.total).toBe(60_000)
    expect(Number(progress?.scanned)).toBeGreaterThanOrEqual(50_000)
    expect(Number(progress?.scanned)).toBeLessThan(60_000)
    const last = await find(topic, { from: longAgo, filter: "colour = 'red'", cursor: nextCursor ?? '' })
    expect(last).toMatchObject({ nextCursor: null, progress: { scanned: 60_000, total: 60_000 } })
  })
})
