import { readFile } from 'node:fs/promises'
import {
  LOOKUP_ANSWERS,
  type LookupAnswerCode,
  lookupView,
  messageSend,
  type ResponseOf,
} from '@gantry/contract'
import { Admin, type Credentials, PopConsumer, Producer } from '@gantry/remoting'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type SandboxConsole, startSandboxConsole } from '../../test-support/sandbox-console.ts'
import { newGroup, newInstance, newTopic } from '../../test-support/seed.ts'

type Lookup = ResponseOf<typeof lookupView>

const patience = { timeout: 20_000, interval: 50 }
let console: SandboxConsole
let broker: Admin
let producer: Producer
let instanceId = ''
let connection: { readonly namesrvAddr: string; readonly credentials?: Credentials }

beforeAll(async () => {
  console = await startSandboxConsole()
  const { namesrvAddr, credentials } = console.sandbox
  connection = { namesrvAddr, ...(credentials && { credentials }) }
  instanceId = (await newInstance(console.server.admin.call)).instanceId
  broker = new Admin(connection)
  producer = new Producer({ ...connection, namespace: instanceId, producerGroup: 'PID_lookups' })
})
afterAll(async () => {
  await producer.stop()
  await broker.close()
  await console[Symbol.asyncDispose]()
})

const call: SandboxConsole['server']['admin']['call'] = (...input) => console.server.admin.call(...input)
const lookUp = (q: string, of = instanceId) => call(lookupView, { params: { instanceId: of }, query: { q } })
const answersOf = ({ found, answers }: Lookup) => [...answers, ...found.flatMap(each => each.answers)]
const codesOf = (lookup: Lookup) => answersOf(lookup).map(({ code }) => code)

/** Asks until the answer is given, as somebody who presses the button again. */
async function answerTo(q: string, code: LookupAnswerCode, of = instanceId) {
  await expect.poll(async () => codesOf(await lookUp(q, of)), patience).toContain(code)
  const answers = answersOf(await lookUp(q, of)).filter(answer => answer.code === code)
  return answers.map(({ sentence }) => sentence).join(' ')
}

const makeTopic = (messageType: 'NORMAL' | 'DELAYED' | 'TRANSACTIONAL' = 'NORMAL') =>
  newTopic(call, instanceId, { messageType })
const send = async (topic: string, more: { tag?: string; keys?: string[] } = {}) =>
  (await call(messageSend, { params: { instanceId, topic }, body: { body: 'x', ...more } })).messageId
const member = (consumerGroup: string) => ({ namespace: instanceId, consumerGroup })

describe('where a message is that was sent', () => {
  it('nobody subscribes to its topic', async () => {
    const topic = await makeTopic()
    const id = await send(topic)
    expect(await answerTo(id, 'SENT')).toMatch(
      new RegExp(`^Sent: stored at \\S+ in queue \\d of ${topic} on broker-[ab], at offset 0\\.$`),
    )
    expect(await answerTo(id, 'GROUP_OFFLINE')).toBe(`Nobody consumes it: no group subscribes to ${topic}.`)
  })

  it('consumed by one group, filtered out by another, unknown of one that broadcasts', async () => {
    const topic = await makeTopic()
    const [taker, picky, loud] = [
      await newGroup(call, instanceId),
      await newGroup(call, instanceId),
      await newGroup(call, instanceId),
    ]
    const id = await send(topic, { tag: 'paid' })
    await using _taker = await console.consume(topic, member(taker))
    await using _picky = await console.consume(topic, member(picky), { expression: 'refunded' })
    await using _loud = await console.consume(topic, { ...member(loud), messageModel: 'BROADCASTING' })
    expect(await answerTo(id, 'CONSUMED')).toMatch(new RegExp(`^Consumed by ${taker} at least once: `))
    expect(await answerTo(id, 'FILTERED')).toBe(
      `Filtered out by ${picky}: it subscribes to refunded, and the message has the tag paid.`,
    )
    expect(await answerTo(id, 'CANNOT_KNOW')).toMatch(
      new RegExp(`^Whether ${loud} has consumed it cannot be known`),
    )
  })

  it('waiting behind others, and for a group that is offline', async () => {
    const topic = await makeTopic()
    const group = await newGroup(call, instanceId)
    const blocked = Promise.withResolvers<void>()
    await console.send({ instanceId, topic }, ['a', 'b', 'c'])
    {
      await using _slow = await console.consume(topic, member(group), {
        take: async () => {
          await blocked.promise
          return 'SUCCESS'
        },
      })
      const { msgId } = await producer.send(
        { topic, body: 'late' },
        { queue: { topic: `${instanceId}%${topic}`, brokerName: 'broker-a', queueId: 0 } },
      )
      expect(await answerTo(msgId, 'WAITING')).toMatch(
        new RegExp(`^Waiting: ${group} has 3 messages of the queue`),
      )
      blocked.resolve()
      await answerTo(msgId, 'CONSUMED')
    }
    const id = await send(topic)
    expect(await answerTo(id, 'GROUP_OFFLINE')).toMatch(
      new RegExp(`^Not yet consumed by ${group}: no client`),
    )
  })

  it('failing, with the attempt and when the next one is', async () => {
    const topic = await makeTopic()
    const group = await newGroup(call, instanceId)
    const id = await send(topic)
    await using _failing = await console.consume(topic, member(group), { take: async () => 'LATER' })
    expect(await answerTo(id, 'FAILING')).toMatch(
      new RegExp(
        `^Failing in ${group}: attempt 1 of 16 failed, the next one is at \\S+Z\\. The error is not known`,
      ),
    )
  })

  it('with a group that takes messages by POP: failing once its time is over, consumed when it was taken again', async () => {
    const topic = await makeTopic()
    const group = await newGroup(call, instanceId)
    await using taker = new PopConsumer({ ...connection, ...member(group) })
    const pop = async () => {
      const options = { consumeFrom: 'FIRST_OFFSET', invisibleMs: 1_000 } as const
      const brokers = await taker.brokers(topic)
      const answers = await Promise.all(
        brokers.map(brokerName => taker.pop(topic, { brokerName, ...options })),
      )
      return answers.flatMap(({ messages }) => messages)
    }
    const id = await send(topic)
    expect(await pop()).toHaveLength(1)
    expect(await answerTo(id, 'FAILING')).toMatch(
      new RegExp(
        `^Failing in ${group}: attempt 1 of 16 failed, and the next one waits in its retry topic\\.`,
      ),
    )
    const again = await vi.waitFor(async () => {
      const [message] = await pop()
      if (!message) throw new Error('Nothing has come again.')
      return message
    }, patience)
    await taker.ack(again)
    await answerTo(id, 'CONSUMED')
  })

  it('in the dead-letter queue', async () => {
    const topic = await makeTopic()
    const group = await newGroup(call, instanceId)
    await broker.groups.save({ groupName: `${instanceId}%${group}`, retryMaxTimes: 0 })
    const id = await send(topic)
    await using _failing = await console.consume(topic, member(group), { take: async () => 'LATER' })
    expect(await answerTo(id, 'DEAD_LETTER')).toMatch(
      new RegExp(`^In the dead-letter queue of ${group} since `),
    )
    expect(codesOf(await lookUp(id))).not.toContain('FAILING')
  })

  it('and that two clients of a group subscribe differently', async () => {
    const topic = await makeTopic()
    const group = await newGroup(call, instanceId)
    const id = await send(topic, { tag: 'a' })
    await using _one = await console.consume(
      topic,
      { ...member(group), clientId: 'one' },
      { expression: 'a' },
    )
    await using _two = await console.consume(
      topic,
      { ...member(group), clientId: 'two' },
      { expression: 'b' },
    )
    expect(await answerTo(id, 'SUBSCRIPTIONS_DIFFER')).toMatch(
      new RegExp(`^Clients of ${group} subscribe to ${topic} differently: `),
    )
  })
})

describe('where a message is that is in no topic', () => {
  it('scheduled, with its time', async () => {
    const topic = await makeTopic('DELAYED')
    const deliverAt = new Date(Date.now() + 3_600_000).toISOString()
    const body = { body: 'x', deliverAt }
    const sent = await call(messageSend, { params: { instanceId, topic }, body })
    for (const id of [sent.messageId, sent.offsetMessageId]) {
      expect(await answerTo(id, 'SCHEDULED')).toMatch(
        new RegExp(`^Scheduled: sent to ${topic} at \\S+, due at \\S+\\.`),
      )
    }
  })

  it('in a transaction that has not ended', async () => {
    const topic = await makeTopic('TRANSACTIONAL')
    const { msgId } = await producer.sendInTransaction({ topic, body: 'x' }, async () => 'UNKNOWN')
    expect(await answerTo(msgId, 'UNCOMMITTED')).toMatch(
      new RegExp(
        `^Transaction not committed: sent to ${topic} at \\S+ as a half message, its producer asked \\d+ times\\.`,
      ),
    )
  })

  it('in another instance, or another cluster', async () => {
    const id = await send(await makeTopic())
    const other = (await newInstance(call)).instanceId
    expect(await answerTo(id, 'ELSEWHERE', other)).toMatch(new RegExp(`of the instance ${instanceId}\\.$`))
    const { offsetMessageId } = await call(messageSend, {
      params: { instanceId, topic: await makeTopic() },
      body: { body: 'x' },
    })
    expect(await answerTo(`0A000001${offsetMessageId.slice(8)}`, 'ELSEWHERE')).toMatch(
      /^Sent to another cluster: /,
    )
  })

  it('expired, by the time in its ID', async () => {
    const id = await send(await makeTopic())
    const monthOffsetMs = Number.parseInt(id.slice(20, 28), 16)
    const days = (count: number) => count * 86_400_000
    const old = monthOffsetMs > days(1) ? monthOffsetMs - days(1) : monthOffsetMs + days(2)
    const oldId = id.slice(0, 20) + old.toString(16).toUpperCase().padStart(8, '0') + id.slice(28)
    expect(await answerTo(oldId, 'EXPIRED')).toMatch(/^Expired, if it was sent: its ID is of /)
  })

  it('never sent, as far as every broker says; else it cannot be known', async () => {
    const fresh = await send(await makeTopic())
    const unsent = `${fresh.slice(0, 28)}FFFF`
    expect(await answerTo(unsent, 'NEVER_SENT')).toMatch(/^Never sent to this cluster: /)
    const failure = { kind: 'REFUSE', code: 'SYSTEM_BUSY' } as const
    const fault = console.sandbox.faults.add({ failure, request: 'QUERY_MESSAGE', server: 'broker-b' })
    const lookup = await lookUp(unsent)
    fault.remove()
    expect(codesOf(lookup)).toContain('CANNOT_KNOW')
    expect(codesOf(lookup)).not.toContain('NEVER_SENT')
    expect(lookup.partial?.reasons).toMatchObject([{ brokerName: 'broker-b' }])
  })
})

describe('a question', () => {
  it('may be a key, with letters of any kind', async () => {
    const topic = await makeTopic()
    const key = 'größe-50%'
    const ids = [await send(topic, { keys: [key] }), await send(topic, { keys: [key] })]
    const lookup = await lookUp(key)
    expect(lookup).toMatchObject({ kind: 'key', asked: key })
    expect(lookup.found.map(({ message }) => message.messageId).toSorted()).toEqual(ids.toSorted())
    expect(await answerTo('no-such-key', 'NEVER_SENT')).toMatch(
      /^No topic of this instance has a message with the key/,
    )
  })

  it('may be a line of a trace', async () => {
    const topic = await makeTopic()
    const id = await send(topic)
    const line = `Pub\u00011700000000000\u0001DefaultRegion\u0001PID\u0001${topic}\u0001${id}\u0001paid\u0001\u0001127.0.0.1`
    expect(await lookUp(line)).toMatchObject({ kind: 'trace', asked: id, found: [{ topic }] })
  })
})

describe('docs/lookups.md', () => {
  it('lists each answer', async () => {
    const text = await readFile(new URL('../../../../docs/lookups.md', import.meta.url), 'utf8')
    const missing = LOOKUP_ANSWERS.filter(code => !text.includes(`\`${code}\``))
    expect(missing).toEqual([])
  })
})
