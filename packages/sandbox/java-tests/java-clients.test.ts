/** The unchanged Java clients on the sandbox: one process for each release, all on one sandbox. */
import { Admin, decodeTraces, dlqTopicOf } from '@gantry/remoting'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../src/start-sandbox.ts'
import { eventually, type JavaClients, startJavaClients } from './java-clients.ts'
import { Observer } from './observer.ts'

const CREDENTIALS = { accessKey: 'java', secretKey: 'java-secret' }
const PATIENCE_MS = 120_000
const QUEUES_OF_A_TOPIC = 6

let sandbox: Sandbox
let admin: Admin
let observer: Observer

beforeAll(async () => {
  sandbox = await startSandbox({
    brokers: 2,
    acl: CREDENTIALS,
    settings: {
      // Retries come after a second, whatever their level.
      messageDelayLevel: '1s 1s 1s 1s',
      transactionTimeOut: 500,
      transactionCheckInterval: 500,
    },
  })
  admin = new Admin({ namesrvAddr: sandbox.namesrvAddr, credentials: CREDENTIALS })
  observer = new Observer(admin)
})

afterAll(async () => {
  await admin.close()
  await sandbox.close()
})

describe.each(['4.9.7', '5.5.0'] as const)('the Java client %s', { timeout: PATIENCE_MS }, release => {
  const name = (kind: string): string => `java-${release.replaceAll('.', '-')}-${kind}`
  let java: JavaClients

  beforeAll(async () => {
    java = await startJavaClients(release, name('producers'), {
      namesrvAddr: sandbox.namesrvAddr,
      credentials: CREDENTIALS,
    })
  }, PATIENCE_MS)

  afterAll(() => java[Symbol.asyncDispose]())

  async function newTopic(kind: string, messageType = 'NORMAL'): Promise<string> {
    const attributes = { 'message.type': messageType }
    await admin.topics.save({ topic: name(kind), writeQueueNums: QUEUES_OF_A_TOPIC / 2, attributes })
    return name(kind)
  }

  it('shares the queues among three members, and among two when one has left', async () => {
    const [topic, group] = [await newTopic('shared'), name('sharing')]
    for (const member of ['first', 'second', 'third'])
      await java.run('consume', member, group, topic, 'shared')
    const ids = ['first', 'second', 'third'].map(member => java.clientIds.get(member) ?? '')
    expect(new Set(ids).size).toBe(3)
    await eventually(async () => expect(await observer.sharesOf(group, topic, ids)).toEqual([2, 2, 2]))
    await java.run('leave', 'third')
    await eventually(async () =>
      expect(await observer.sharesOf(group, topic, ids.slice(0, 2))).toEqual([3, 3]),
    )
    await java.run('send', topic, '12', 'shared')
    await eventually(() => expect(bodiesFrom(topic)).toHaveLength(12))
    expect(new Set(bodiesFrom(topic)).size).toBe(12)
    expect(java.bodiesOf('first')).toHaveLength(6)
    // They say how far they have come when they go, and before that every few seconds only.
    for (const member of ['first', 'second']) await java.run('leave', member)
    await eventually(async () => expect(await observer.lagOf(group, topic)).toBe(0n))
  })

  it('leaves traces of sending and of consuming that are read', async () => {
    const [{ msgId } = { msgId: '' }] = await observer.messagesIn(name('shared'))
    await eventually(async () => {
      const traces = (await observer.messagesIn('RMQ_SYS_TRACE_TOPIC')).flatMap(
        ({ body }) => decodeTraces(body).records,
      )
      const ofMessage = traces.filter(trace => trace.msgId === msgId)
      expect(ofMessage.map(({ traceType }) => traceType).toSorted()).toEqual(['Pub', 'SubAfter', 'SubBefore'])
      expect(ofMessage.find(({ traceType }) => traceType === 'Pub')).toMatchObject({
        topic: name('shared'),
        groupName: name('producers-traced'),
        tags: 'tag',
        success: true,
      })
    })
  })

  it('keeps the order of a queue', async () => {
    const topic = await newTopic('ordered')
    await java.run('send', topic, '20', 'ordered')
    await java.run('consume', 'orderly', name('ordering'), topic, 'ordered')
    await eventually(() => expect(java.bodiesOf('orderly')).toHaveLength(20))
    expect(java.bodiesOf('orderly')).toEqual(Array.from({ length: 20 }, (_, at) => `ordered-${at}`))
    await java.run('leave', 'orderly')
  })

  it('gives every member of a broadcasting group all messages', async () => {
    const topic = await newTopic('broadcast')
    await java.run('send', topic, '6', 'broadcast')
    for (const member of ['here', 'there'])
      await java.run('consume', member, name('broadcasting'), topic, 'broadcasting')
    await eventually(() => {
      expect(new Set(java.bodiesOf('here')).size).toBe(6)
      expect(new Set(java.bodiesOf('there')).size).toBe(6)
    })
    for (const member of ['here', 'there']) await java.run('leave', member)
  })

  it('gets a message later: by its delay level and by its time', async () => {
    const topic = await newTopic('later', 'DELAY')
    await java.run('later', topic, 'by-level', 'DELAY', '1')
    await java.run('later', topic, 'by-time', 'TIMER_DELAY_MS', '1000')
    expect(await observer.messagesIn(topic)).toEqual([])
    await java.run('consume', 'patient', name('patient'), topic, 'plain')
    await eventually(() => expect(java.bodiesOf('patient').toSorted()).toEqual(['by-level', 'by-time']))
    await java.run('leave', 'patient')
  })

  it('is asked about a transaction of unknown state, and gets its message once it commits', async () => {
    const topic = await newTopic('paid', 'TRANSACTION')
    await java.run('transaction', topic, 'paid')
    await java.run('consume', 'cashier', name('cashiers'), topic, 'plain')
    await eventually(() => expect(java.bodiesOf('cashier')).toEqual(['paid']))
    expect(java.asked).toContain('paid')
    await java.run('leave', 'cashier')
  })

  it('sends what fails twice to the dead-letter topic', async () => {
    const [topic, group] = [await newTopic('failing'), name('failing')]
    await java.run('send', topic, '1', 'broken')
    await java.run('consume', 'failing', group, topic, 'failing')
    const [dead] = await eventually(async () => {
      const messages = await observer.messagesIn(dlqTopicOf(group))
      expect(messages).toHaveLength(1)
      return messages
    })
    expect(dead?.body.toString()).toBe('broken-0')
    expect(java.received.filter(({ by }) => by === 'failing').map(receipt => receipt.reconsumeTimes)).toEqual(
      [0, 1],
    )
    await java.run('leave', 'failing')
  })

  it('pulls all messages of a topic', async () => {
    const topic = await newTopic('pulled')
    await java.run('send', topic, '8', 'pulled')
    await java.run('pull', name('pulling'), topic, '8')
    expect(java.bodiesOf('pull').toSorted()).toEqual(Array.from({ length: 8 }, (_, at) => `pulled-${at}`))
  })

  const itHasPop = release === '5.5.0' ? it : undefined
  itHasPop?.('takes messages by POP where the broker is told so', async () => {
    const [topic, consumerGroup] = [await newTopic('popped'), name('popping')]
    await observer.popInsteadOfPull(topic, consumerGroup)
    await java.run('send', topic, '8', 'popped')
    await java.run('consume', 'popper', consumerGroup, topic, 'pop')
    await eventually(() =>
      expect(java.bodiesOf('popper').toSorted()).toEqual(
        Array.from({ length: 8 }, (_, at) => `popped-${at}`),
      ),
    )
    await eventually(async () => expect(await observer.lagOf(consumerGroup, topic)).toBe(0n))
    await java.run('leave', 'popper')
  })

  function bodiesFrom(topic: string): string[] {
    return java.received.filter(receipt => receipt.topic === topic).map(({ body }) => body)
  }
})
