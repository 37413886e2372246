/** The answers of docs/lookups.md on a real RocketMQ: what its brokers keep is what they are told from. */
import { type LookupAnswerCode, lookupView, messageSend } from '@gantry/contract'
import type { Admin } from '@gantry/remoting'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newPopConsumer, newProducer, startConsumer } from '../test-support/real-clients.ts'
import { realAdmin, startConsole } from '../test-support/real-cluster.ts'
import { newGroup, newInstance, newTopic } from '../test-support/seed.ts'
import type { TestServer } from '../test-support/start-server.ts'

const patience = { timeout: 25_000, interval: 100 }
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

async function answerTo(q: string, code: LookupAnswerCode, of = instanceId): Promise<string> {
  const answers = async () => {
    const lookup = await server.admin.call(lookupView, { params: { instanceId: of }, query: { q } })
    return [...lookup.answers, ...lookup.found.flatMap(each => each.answers)]
  }
  await expect.poll(async () => (await answers()).map(answer => answer.code), patience).toContain(code)
  return (await answers()).find(answer => answer.code === code)?.sentence ?? ''
}

const topicOf = (messageType: 'NORMAL' | 'DELAYED' | 'TRANSACTIONAL' = 'NORMAL') =>
  newTopic(server.admin.call, instanceId, { messageType })
const send = (topic: string, more: { tag?: string; deliverAt?: string } = {}) =>
  server.admin.call(messageSend, { params: { instanceId, topic }, body: { body: 'x', ...more } })

describe('where a message is, on a real broker', () => {
  it('consumed, filtered out, and later not consumed by a group that is offline', async () => {
    const topic = await topicOf()
    const [taker, picky] = [
      await newGroup(server.admin.call, instanceId),
      await newGroup(server.admin.call, instanceId),
    ]
    const { messageId } = await send(topic, { tag: 'paid' })
    {
      await using _taker = await startConsumer(topic, { namespace: instanceId, consumerGroup: taker })
      await using _picky = await startConsumer(topic, {
        namespace: instanceId,
        consumerGroup: picky,
        expression: 'refunded',
      })
      expect(await answerTo(messageId, 'SENT')).toContain(topic)
      expect(await answerTo(messageId, 'CONSUMED')).toContain(taker)
      expect(await answerTo(messageId, 'FILTERED')).toContain(`${picky}: it subscribes to refunded`)
    }
    const late = await send(topic)
    expect(await answerTo(late.offsetMessageId, 'GROUP_OFFLINE')).toContain(
      'no client of the group is online',
    )
  })

  it('scheduled, in an open transaction, in another instance, nowhere', async () => {
    const deliverAt = new Date(Date.now() + 3_600_000).toISOString()
    const waiting = await send(await topicOf('DELAYED'), { deliverAt })
    expect(await answerTo(waiting.messageId, 'SCHEDULED')).toContain('due at')
    const topic = await topicOf('TRANSACTIONAL')
    await using producer = newProducer(instanceId, 'PID_open')
    const { msgId } = await producer.sendInTransaction({ topic, body: 'x' }, async () => 'UNKNOWN')
    expect(await answerTo(msgId, 'UNCOMMITTED')).toContain(topic)
    const other = (await newInstance(server.admin.call)).instanceId
    const { messageId } = await send(await topicOf())
    expect(await answerTo(messageId, 'ELSEWHERE', other)).toContain(instanceId)
    expect(await answerTo(`${messageId.slice(0, 28)}FFFF`, 'NEVER_SENT')).toContain('Never sent')
  })

  it('failing, and in the dead-letter queue', async () => {
    const topic = await topicOf()
    const group = await newGroup(server.admin.call, instanceId)
    const wireGroup = `${instanceId}%${group}`
    const { messageId, offsetMessageId } = await send(topic)
    {
      await using _consumer = await startConsumer(topic, { namespace: instanceId, consumerGroup: group })
      await answerTo(messageId, 'CONSUMED')
    }
    const message = await admin.messages.byOffsetId(offsetMessageId)
    await admin.messages.sendBack({ group: wireGroup, message })
    expect(await answerTo(messageId, 'FAILING')).toMatch(/attempt 1 of 16 failed, the next one is at /)
    await admin.messages.sendBack({ group: wireGroup, message, delayLevel: -1 })
    expect(await answerTo(messageId, 'DEAD_LETTER')).toContain(group)
  })

  it('failing in a group that takes it by POP and does not acknowledge it in time', async () => {
    const topic = await topicOf()
    const group = await newGroup(server.admin.call, instanceId)
    await using taker = newPopConsumer({ namespace: instanceId, consumerGroup: group })
    const { messageId } = await send(topic)
    const popped = () => taker.pop(topic, { consumeFrom: 'FIRST_OFFSET', invisibleMs: 1_000 })
    await expect.poll(async () => (await popped()).messages.length, patience).toBe(1)
    expect(await answerTo(messageId, 'FAILING')).toContain(`Failing in ${group}: attempt 1 of 16 failed`)
  })
})
