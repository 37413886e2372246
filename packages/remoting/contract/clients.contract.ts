import { describe, expect, it } from 'vitest'
import { getConsumerListByGroup } from '../src/requests/0038-get-consumer-list-by-group.ts'
import { lockBatchMq } from '../src/requests/0041-lock-batch-mq.ts'
import { unlockBatchMq } from '../src/requests/0042-unlock-batch-mq.ts'
import { checkClientConfig } from '../src/requests/0046-check-client-config.ts'
import { invokeBrokerToGetConsumerStatus } from '../src/requests/0223-invoke-broker-to-get-consumer-status.ts'
import { getAllProducerInfo } from '../src/requests/0328-get-all-producer-info.ts'
import { provesCoverage } from './coverage.ts'
import {
  admin,
  answersOf,
  brokerAddr,
  cluster,
  eventually,
  firstQueue,
  makeGroup,
  makeTopic,
  newProducer,
  refusalOf,
  sendToFirstQueue,
  uniqueName,
} from './harness.ts'
import { HELD_BROKER, HELD_OFFSET, joinGroup, subscriptionTo } from './member.ts'
import { isAnswered } from './support.ts'

const masterCount = cluster.masters.length
const OTHER_VERSION = 513

describe('consumers of a group', () => {
  it('are seen by every master of their topic', async () => {
    const [group, topic] = [await makeGroup(), await makeTopic()]
    await using member = await joinGroup(group, topic)
    const seen = answersOf(await admin.clients.consumers(group))
    expect(seen).toHaveLength(masterCount)
    for (const { connectionSet, subscriptionTable, ...rest } of seen) {
      expect(connectionSet).toMatchObject([{ clientId: member.clientId, version: OTHER_VERSION }])
      expect(connectionSet[0]?.clientAddr).toMatch(/^127\.0\.0\.1:\d+$/)
      expect(subscriptionTable.get(topic)).toMatchObject({ topic, subString: '*' })
      expect(rest).toMatchObject({ consumeType: 'CONSUME_PASSIVELY', messageModel: 'CLUSTERING' })
    }
  })

  it('are listed by their IDs, and hear at once of one that comes or goes', async () => {
    const [group, topic] = [await makeGroup(), await makeTopic()]
    await using first = await joinGroup(group, topic)
    const idsNow = async () =>
      (await admin.cluster.call(brokerAddr, getConsumerListByGroup, { header: { consumerGroup: group } }))
        .body.consumerIdList
    {
      await using second = await joinGroup(group, topic)
      expect((await idsNow()).sort()).toEqual([first.clientId, second.clientId].sort())
      await eventually(() => expect(first.notifications()).toBeGreaterThan(0))
    }
    const before = first.notifications()
    expect(await idsNow()).toEqual([first.clientId])
    await eventually(() => expect(first.notifications()).toBeGreaterThanOrEqual(before))
  })

  it('are none when the group is offline', async () => {
    const group = await makeGroup()
    expect(answersOf(await admin.clients.consumers(group))).toEqual([])
    const header = { consumerGroup: group }
    const refusal = await refusalOf(admin.cluster.call(brokerAddr, getConsumerListByGroup, { header }))
    expect(refusal).toMatchObject({
      responseCode: 1,
      addr: brokerAddr,
      request: 'GET_CONSUMER_LIST_BY_GROUP',
    })
  })
})

describe('producers of a group', () => {
  it('are seen by the masters of the topics they send to, and forgotten when they leave', async () => {
    const [producerGroup, topic] = [uniqueName('producers'), await makeTopic()]
    {
      await using producer = newProducer({ producerGroup })
      await producer.send({ topic, body: 'hello' })
      const seen = answersOf(await admin.clients.producers(producerGroup))
      expect(seen).toHaveLength(masterCount)
      for (const [connection] of seen) expect(connection).toMatchObject({ clientId: producer.clientId })
      const { body } = await admin.cluster.call(brokerAddr, getAllProducerInfo, { header: {} })
      expect(body.data.get(producerGroup)).toMatchObject([{ clientId: producer.clientId }])
    }
    expect(answersOf(await admin.clients.producers(producerGroup))).toEqual([])
  })
})

describe('a client of a group', () => {
  it('tells through the broker what it does, with stacks when asked for', async () => {
    const [group, topic] = [await makeGroup(), await makeTopic()]
    await using member = await joinGroup(group, topic)
    const plain = await admin.clients.runningInfo(group, member.clientId)
    expect(plain.properties.get('PROP_CONSUME_TYPE')).toBe('CONSUME_PASSIVELY')
    expect(plain.subscriptionSet).toMatchObject([{ topic }])
    expect(plain.jstack).toBeUndefined()
    expect((await admin.clients.runningInfo(group, member.clientId, { jstack: true })).jstack).toBe(
      'one thread',
    )
  })

  it('that is not connected cannot be asked', async () => {
    const refusal = await refusalOf(admin.clients.runningInfo(await makeGroup(), 'nobody'))
    expect(refusal).toMatchObject({ responseCode: 1, request: 'GET_CONSUMER_RUNNING_INFO' })
  })

  it('tells through the broker which offsets it holds', async () => {
    const [group, topic] = [await makeGroup(), await makeTopic()]
    await using member = await joinGroup(group, topic)
    const header = { group, topic, clientAddr: member.clientId }
    const { body } = await admin.cluster.call(brokerAddr, invokeBrokerToGetConsumerStatus, { header })
    const expected = [[{ topic, brokerName: HELD_BROKER, queueId: 0 }, HELD_OFFSET]]
    const isAnswer = isAnswered('GET_CONSUMER_STATUS_FROM_CLIENT', cluster.release)
    expect([...body.consumerTable]).toEqual(isAnswer ? [[member.clientId, expected]] : [])
  })

  it('of a group that is offline holds none', async () => {
    const header = { group: await makeGroup(), topic: await makeTopic() }
    const refusal = await refusalOf(
      admin.cluster.call(brokerAddr, invokeBrokerToGetConsumerStatus, { header }),
    )
    expect(refusal).toMatchObject({ responseCode: 1, request: 'INVOKE_BROKER_TO_GET_CONSUMER_STATUS' })
  })

  it('consumes one message when it is told to', async () => {
    const [group, topic] = [await makeGroup(), await makeTopic()]
    const [sent] = await sendToFirstQueue(topic, [{ body: 'try me' }])
    await using member = await joinGroup(group, topic)
    const input = {
      consumerGroup: group,
      clientId: member.clientId,
      topic,
      offsetMsgId: sent?.offsetMsgId ?? '',
    }
    if (isAnswered('CONSUME_MESSAGE_DIRECTLY', cluster.release)) {
      expect((await admin.messages.consumeDirectly(input)).consumeResult).toBe('CR_SUCCESS')
      expect(member.consumed).toEqual([sent?.msgId])
    }
    const nobody = admin.messages.consumeDirectly({ ...input, clientId: 'nobody' })
    expect(await refusalOf(nobody)).toMatchObject({ responseCode: 1, request: 'CONSUME_MESSAGE_DIRECTLY' })
  })
})

describe('an expression to filter by', () => {
  const check = (subString: string) => {
    const subscriptionData = { ...subscriptionTo('any'), subString, expressionType: 'SQL92' }
    const body = { clientId: 'contract', group: 'contract', subscriptionData }
    return admin.cluster.call(brokerAddr, checkClientConfig, { header: {}, body })
  }

  it('is accepted by the broker when it makes sense', async () => {
    expect(await check("colour = 'red' AND size > 3")).toMatchObject({ code: 0 })
  })

  it('is refused when it makes none', async () => {
    const refusal = await refusalOf(check('colour = = red'))
    expect(refusal).toMatchObject({ responseCode: 23, addr: brokerAddr, request: 'CHECK_CLIENT_CONFIG' })
  })
})

describe('the lock of a queue', () => {
  it('belongs to one client until that one gives it back', async () => {
    const [consumerGroup, topic] = [await makeGroup(), await makeTopic()]
    const { node, queueId } = await firstQueue(topic)
    const mqSet = [{ topic, brokerName: node.brokerName, queueId }]
    const lock = async (clientId: string) => {
      const body = { consumerGroup, clientId, onlyThisBroker: false, mqSet }
      return (await admin.cluster.call(brokerAddr, lockBatchMq, { header: {}, body })).body.lockOKMQSet
    }
    expect(await lock('one')).toEqual(mqSet)
    expect(await lock('two')).toEqual([])
    await admin.cluster.call(brokerAddr, unlockBatchMq, {
      header: {},
      body: { consumerGroup, clientId: 'one', onlyThisBroker: false, mqSet },
    })
    expect(await lock('two')).toEqual(mqSet)
  })
})

provesCoverage('clients')
