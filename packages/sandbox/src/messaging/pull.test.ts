import { plainGroup, RESPONSE_CODES } from '@gantry/remoting/internal'
import { pullMessage } from '@gantry/remoting/requests'
import { describe, expect, it } from 'vitest'
import { message, newBroker, silentLink } from '../../test-support/messages.ts'
import { ManualClock } from '../clock.ts'
import { subscriptionOf } from '../filter/message-filter.ts'
import type { Written } from '../handler.ts'
import { pullMessageHandler } from '../requests/0011-pull-message.ts'
import type { Broker } from '../state/broker.ts'
import { plainTopic } from '../state/plain-topic.ts'

type PullHeader = ReturnType<typeof pullMessage.header.read>

const SUSPEND = 2
const SUBSCRIPTION = 4

function world() {
  const clock = new ManualClock()
  const broker = newBroker(clock)
  broker.topics.save([plainTopic('orders', 1)])
  const link = silentLink()
  const pull = (header: Partial<PullHeader> = {}): Written | undefined | Promise<Written | undefined> => {
    const complete = {
      consumerGroup: 'g',
      topic: 'orders',
      queueId: 0,
      queueOffset: 0n,
      maxMsgNums: 32,
      sysFlag: SUBSCRIPTION,
      commitOffset: 0n,
      suspendTimeoutMillis: 15_000,
      subscription: '*',
      subVersion: 0n,
      ...header,
    }
    const extFields = pullMessage.header.write(complete)
    const wire = {
      code: 11,
      language: 'JAVA',
      version: 513,
      opaque: 1,
      flag: 0,
      remark: undefined,
      extFields,
    }
    return pullMessageHandler.run({ header: wire, body: Buffer.alloc(0), serializeType: 0 }, link, broker)
  }
  return { clock, broker, link, pull }
}

function join(
  broker: Broker,
  link = silentLink(),
  expression = '*',
  expressionType = 'TAG',
  model = 'CLUSTERING',
): void {
  const subscriptionDataSet = [{ ...subscriptionOf('orders', expression, expressionType), subVersion: 5n }]
  const data = {
    groupName: 'g',
    consumeType: 'CONSUME_PASSIVELY',
    messageModel: model,
    consumeFromWhere: 'CONSUME_FROM_LAST_OFFSET',
    unitMode: false,
    subscriptionDataSet,
  }
  broker.clients.registerConsumer(data, { clientId: 'me', link, language: 'JAVA', version: 513 }, true)
}

const code = (name: keyof typeof RESPONSE_CODES) => ({ code: RESPONSE_CODES[name].code })

describe('a pull', () => {
  it('commits the offset that it brings, and notes how far it has come', async () => {
    const { broker, pull } = world()
    for (const body of ['a', 'b', 'c']) broker.put(message({ body }))
    expect(await pull({ sysFlag: SUBSCRIPTION | 1, commitOffset: 2n })).toMatchObject(code('SUCCESS'))
    expect([broker.offsets.query('g', 'orders', 0), broker.offsets.queryPull('g', 'orders', 0)]).toEqual([
      2, 3,
    ])
  })

  it('is answered with a reset that waits for the group, before all messages', async () => {
    const { broker, pull } = world()
    broker.put(message())
    broker.offsets.reset('g', 'orders', 0, 0)
    expect(await pull({ queueOffset: 1n })).toMatchObject({
      ...code('PULL_OFFSET_MOVED'),
      remark: 'OFFSET_RESET',
      extFields: { nextBeginOffset: '0', minOffset: '0', maxOffset: '1' },
    })
    expect(await pull()).toMatchObject(code('SUCCESS'))
  })

  it('by the subscription of its group gets what the group subscribes', async () => {
    const { broker, pull } = world()
    join(broker, undefined, 'A')
    broker.put(message({ tag: 'B' }))
    expect(await pull({ sysFlag: 0 })).toMatchObject(code('PULL_RETRY_IMMEDIATELY'))
    broker.put(message({ tag: 'A' }))
    expect(await pull({ sysFlag: 0 })).toMatchObject(code('SUCCESS'))
  })

  it.each([
    ['a topic that does not exist', { topic: 'nothing' }, 'TOPIC_NOT_EXIST'],
    ['a queue that does not exist', { queueId: 1 }, 'INVALID_PARAMETER'],
    ['a group that is offline, without a subscription', { sysFlag: 0 }, 'SUBSCRIPTION_NOT_EXIST'],
    ['a group with a name that cannot be', { consumerGroup: 'a b' }, 'SUBSCRIPTION_GROUP_NOT_EXIST'],
  ] as const)('of %s is refused', async (_what, header, name) => {
    expect(await world().pull(header)).toMatchObject(code(name))
  })

  it.each([
    ['the broker', '1', (broker: Broker) => broker.settings.update(new Map([['brokerPermission', '2']]))],
    [
      'the group',
      '2',
      (broker: Broker) => broker.groups.save([{ ...plainGroup('g'), consumeEnable: false }]),
    ],
    ['the topic', '3', (broker: Broker) => broker.topics.save([{ ...plainTopic('orders', 1), perm: 2 }])],
    [
      'broadcasting',
      '4',
      (broker: Broker) => {
        broker.groups.save([{ ...plainGroup('g'), consumeBroadcastEnable: false }])
        join(broker, undefined, '*', 'TAG', 'BROADCASTING')
      },
    ],
    [
      'the group with the topic',
      '5',
      (broker: Broker) => {
        join(broker)
        broker.groups.setMayRead('g', 'orders', false)
      },
    ],
  ])('is told what forbids it: %s', async (_what, forbiddenType, forbid) => {
    const { broker, pull } = world()
    forbid(broker)
    expect(await pull({ sysFlag: 0 })).toMatchObject({
      ...code('NO_PERMISSION'),
      extFields: { forbiddenType },
    })
  })

  it('of a group whose subscription the broker knows only in an older form is refused', async () => {
    const { broker, pull } = world()
    join(broker)
    expect(await pull({ sysFlag: 0, subVersion: 6n })).toMatchObject(code('SUBSCRIPTION_NOT_LATEST'))
  })

  it('of a group whose condition makes no sense is refused', async () => {
    const { broker, pull } = world()
    join(broker, undefined, 'size > >', 'SQL92')
    expect(await pull({ sysFlag: 0 })).toMatchObject(code('FILTER_DATA_NOT_EXIST'))
  })
})

describe('a pull that may wait', () => {
  it('is answered when a message comes', async () => {
    const { broker, pull } = world()
    const answer = pull({ sysFlag: SUBSCRIPTION | SUSPEND })
    broker.put(message())
    expect(await answer).toMatchObject({ ...code('SUCCESS'), extFields: { nextBeginOffset: '1' } })
  })

  it('is answered with nothing when its time is over', async () => {
    const { clock, pull } = world()
    const answer = pull({ sysFlag: SUBSCRIPTION | SUSPEND })
    clock.advance(15_000)
    expect(await answer).toMatchObject(code('PULL_NOT_FOUND'))
  })

  it('is answered at once where it stands beyond the end', async () => {
    const { broker, pull } = world()
    broker.put(message())
    expect(await pull({ sysFlag: SUBSCRIPTION | SUSPEND, queueOffset: 9n })).toMatchObject(
      code('PULL_OFFSET_MOVED'),
    )
  })

  it('is not answered when its client has left', async () => {
    const { link, pull } = world()
    const answer = pull({ sysFlag: SUBSCRIPTION | SUSPEND })
    link.leave()
    expect(await answer).toBeUndefined()
  })
})
