import { messageSend, topicProducers, topicSubscriptions } from '@gantry/contract'
import type { Admin } from '@gantry/remoting'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { newProducer, startConsumer } from '../test-support/real-clients.ts'
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

const subscriptions = async (topic: string) =>
  (await server.admin.call(topicSubscriptions, { params: { instanceId, topic } })).items
const producers = (topic: string) => server.admin.call(topicProducers, { params: { instanceId, topic } })

describe('who consumes a topic', () => {
  it('is shown with tags, model and backlog, online and offline', async () => {
    const topic = await newTopic(server.admin.call, instanceId)
    const [group, other] = [
      await newGroup(server.admin.call, instanceId),
      await newGroup(server.admin.call, instanceId),
    ]
    expect(await subscriptions(topic)).toEqual([])
    {
      await using consumer = await startConsumer(topic, {
        namespace: instanceId,
        consumerGroup: group,
        expression: 'a || b',
      })
      await using _other = await startConsumer(topic, {
        namespace: instanceId,
        consumerGroup: other,
        messageModel: 'BROADCASTING',
      })
      await server.admin.call(messageSend, { params: { instanceId, topic }, body: { body: 'x', tag: 'a' } })
      await vi.waitFor(() => expect(consumer.received).toHaveLength(1), { timeout: 10_000, interval: 50 })
      await vi.waitFor(
        async () =>
          expect(await subscriptions(topic)).toEqual([
            online(group, { expression: 'a || b', accumulated: 0 }),
            online(other, { messageModel: 'BROADCASTING', accumulated: null }),
          ]),
        { timeout: 10_000, interval: 100 },
      )
    }
    for (const body of ['1', '2'])
      await server.admin.call(messageSend, { params: { instanceId, topic }, body: { body } })
    await vi.waitFor(async () => {
      expect(await subscriptions(topic)).toEqual([
        {
          group,
          isOnline: false,
          clients: 0,
          expression: null,
          expressionType: null,
          messageModel: null,
          accumulated: 2,
        },
      ])
    })
  })

  it('names a group from outside the instance in full', async () => {
    const topic = await newTopic(server.admin.call, instanceId)
    const outsider = uniqueName('GID_outsider')
    await admin.groups.save({ groupName: outsider })
    await using _consumer = await startConsumer(`${instanceId}%${topic}`, { consumerGroup: outsider })
    expect((await subscriptions(topic)).map(({ group }) => group)).toEqual([outsider])
  })
})

function online(group: string, rest: object): object {
  return {
    group,
    isOnline: true,
    clients: 1,
    expression: '*',
    expressionType: 'TAG',
    messageModel: 'CLUSTERING',
    ...rest,
  }
}

describe('who is connected to produce', () => {
  it('is shown with address, language and release; those of other instances are not', async () => {
    const topic = await newTopic(server.admin.call, instanceId)
    const other = (await newInstance(server.admin.call)).instanceId
    const otherTopic = await newTopic(server.admin.call, other)
    await using own = newProducer(instanceId, 'GID_own')
    await using foreign = newProducer(other, 'GID_foreign')
    await own.send({ topic, body: 'x' })
    await foreign.send({ topic: otherTopic, body: 'x' })
    const { items, partial } = await producers(topic)
    expect(items).toEqual([
      {
        producerGroup: 'GID_own',
        clientId: own.clientId,
        clientAddr: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
        language: expect.any(String),
        release: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      },
    ])
    expect(partial).toBeNull()
  })

  it('is nobody for a topic that is missing on the brokers', async () => {
    const topic = await newTopic(server.admin.call, instanceId)
    await admin.topics.remove(`${instanceId}%${topic}`)
    expect((await producers(topic)).items).toEqual([])
    expect(await subscriptions(topic)).toEqual([])
  })
})
