import { decodeMessage, formatPopHandle, plainGroup, RESPONSE_CODES } from '@gantry/remoting/internal'
import {
  ackMessage,
  changeMessageInvisibleTime,
  notification,
  peekMessage,
  pollingInfo,
  popMessage,
} from '@gantry/remoting/requests'
import { describe, expect, it } from 'vitest'
import { callHandler, type Reply } from '../../test-support/call.ts'
import { message, newBroker, silentLink } from '../../test-support/messages.ts'
import { ManualClock } from '../clock.ts'
import { recordsOf } from '../messaging/records.ts'
import { plainTopic } from '../state/plain-topic.ts'
import { popMessageHandler } from './200050-pop-message.ts'
import { ackMessageHandler } from './200051-ack-message.ts'
import { peekMessageHandler } from './200052-peek-message.ts'
import { changeMessageInvisibleTimeHandler } from './200053-change-message-invisibletime.ts'
import { notificationHandler } from './200054-notification.ts'
import { pollingInfoHandler } from './200055-polling-info.ts'

type PopHeader = ReturnType<typeof popMessage.header.read>
type PopReply = Reply<ReturnType<typeof popMessage.response.header.read>, Buffer>

const HOUR_MS = 3_600_000
const RETRY_TOPIC = '%RETRY%g_orders'

function world() {
  const clock = new ManualClock()
  const broker = newBroker(clock)
  broker.start(() => {})
  broker.topics.save([plainTopic('orders', 2)])
  const link = silentLink()
  const asked = { topic: 'orders', consumerGroup: 'g', queueId: 0 }
  const pop = (changes: Partial<PopHeader> = {}, client = link) => {
    const times = { invisibleTime: 60_000, pollTime: 0, bornTime: 0, initMode: 0 }
    const header = { ...asked, ...times, maxMsgNums: 8, order: false, ...changes }
    return callHandler(popMessageHandler, popMessage, broker, client, header, undefined)
  }
  const put = (...bodies: string[]) => {
    for (const body of bodies) broker.put(message({ body }))
  }
  const handled = (reply: PopReply | undefined, offset: number) => ({
    ...asked,
    topic: isAgain(reply) ? RETRY_TOPIC : 'orders',
    extraInfo: handleOf(reply, offset),
    offset: BigInt(offset),
  })
  const ack = (reply: PopReply | undefined, offset: number) =>
    callHandler(ackMessageHandler, ackMessage, broker, link, handled(reply, offset), undefined)
  const hide = (reply: PopReply | undefined, offset: number, invisibleTime: number) =>
    callHandler(
      changeMessageInvisibleTimeHandler,
      changeMessageInvisibleTime,
      broker,
      link,
      { ...handled(reply, offset), invisibleTime },
      undefined,
    )
  return { clock, broker, link, asked, pop, put, ack, hide }
}

function messagesOf(reply: PopReply | undefined) {
  return recordsOf(reply === undefined ? [] : [reply.body]).map(record => decodeMessage(record))
}

function bodiesOf(reply: PopReply | undefined): string[] {
  return messagesOf(reply).map(({ body }) => body.toString())
}

function isAgain(reply: PopReply | undefined): boolean {
  return reply?.header.startOffsetInfo?.[0]?.retry === '1'
}

function handleOf(reply: PopReply | undefined, offset: number): string {
  const { startOffset = 0n, retry = '0' } = reply?.header.startOffsetInfo?.[0] ?? {}
  const { popTime = 0, invisibleTime = 0, reviveQid = 0 } = reply?.header ?? {}
  return formatPopHandle({
    ckQueueOffset: startOffset,
    popTime,
    invisibleTime,
    reviveQid,
    retry,
    brokerName: 'broker-a',
    queueId: 0,
    queueOffset: BigInt(offset),
  })
}

const code = (name: keyof typeof RESPONSE_CODES) => ({ code: RESPONSE_CODES[name].code })

describe('a message taken by POP', () => {
  it('comes again when its time is over, with a count, until it is acknowledged', async () => {
    const { clock, pop, put, ack } = world()
    put('a')
    expect(bodiesOf(await pop())).toEqual(['a'])
    clock.advance(59_999)
    expect(await pop()).toMatchObject(code('POLLING_TIMEOUT'))
    for (const times of [1, 2, 3]) {
      clock.advance(60_000)
      const again = await pop()
      expect(messagesOf(again).map(({ topic, reconsumeTimes }) => [topic, reconsumeTimes])).toEqual([
        ['orders', times],
      ])
      if (times === 3) await ack(again, 2)
    }
    clock.advance(HOUR_MS)
    expect(bodiesOf(await pop())).toEqual([])
  })

  it('tells itself where it lies when it comes again', async () => {
    const { clock, pop, put } = world()
    put('a')
    await pop()
    clock.advance(60_000)
    const again = await pop()
    expect(messagesOf(again)[0]?.properties.get('POP_CK')).toBe(handleOf(again, 0))
  })

  it('that is acknowledged does not come again, and others taken with it do', async () => {
    const { clock, broker, pop, put, ack } = world()
    put('a', 'b', 'c')
    const taken = await pop()
    await ack(taken, 0)
    await ack(taken, 2)
    clock.advance(60_000)
    expect(bodiesOf(await pop())).toEqual(['b'])
    expect(broker.offsets.query('g', 'orders', 0)).toBe(3)
  })

  it('comes sooner or later when its time is changed, and the old handle is good for nothing', async () => {
    const { clock, pop, put, ack, hide } = world()
    put('a', 'b')
    const taken = await pop()
    const changed = await hide(taken, 0, 5_000)
    expect(changed?.header).toMatchObject({ invisibleTime: 5_000, popTime: clock.now() + 1 })
    await hide(taken, 1, 2 * HOUR_MS)
    await ack(taken, 0)
    clock.advance(5_001)
    expect(bodiesOf(await pop())).toEqual(['a'])
    clock.advance(HOUR_MS)
    expect(bodiesOf(await pop({ invisibleTime: 3 * HOUR_MS }))).toEqual(['a'])
    clock.advance(HOUR_MS)
    expect(bodiesOf(await pop())).toEqual(['b'])
  })

  it('does not come again while the broker is stopped', async () => {
    const { clock, broker, pop, put } = world()
    put('a')
    await pop()
    broker.stop()
    clock.advance(HOUR_MS)
    expect(broker.topics.get(RETRY_TOPIC)).toBeUndefined()
    broker.start(() => {})
    clock.advance(0)
    expect(bodiesOf(await pop())).toEqual(['a'])
  })
})

describe('taking in order', () => {
  it('blocks the queue until all of it is acknowledged', async () => {
    const { pop, put, ack } = world()
    put('a', 'b', 'c')
    const taken = await pop({ order: true, maxMsgNums: 2 })
    expect([bodiesOf(taken), taken?.header.reviveQid]).toEqual([['a', 'b'], 999])
    expect(bodiesOf(await pop({ order: true }))).toEqual([])
    await ack(taken, 0)
    expect(bodiesOf(await pop({ order: true }))).toEqual([])
    await ack(taken, 1)
    expect(bodiesOf(await pop({ order: true }))).toEqual(['c'])
  })

  it('begins again with what was not acknowledged in time, and counts', async () => {
    const { clock, pop, put, ack } = world()
    put('a', 'b', 'c')
    await ack(await pop({ order: true, maxMsgNums: 2 }), 0)
    clock.advance(60_000)
    const again = await pop({ order: true })
    expect(bodiesOf(again)).toEqual(['b', 'c'])
    expect(again?.header.orderCountInfo).toEqual([
      { retry: '0', queueId: 0, queueOffset: 1n, orderCount: 1 },
      { retry: '0', queueId: 0, queueOffset: undefined, orderCount: 0 },
    ])
  })

  it('gives the same messages to the same request sent again', async () => {
    const { pop, put } = world()
    put('a')
    await pop({ order: true, attemptId: 'one' })
    expect(bodiesOf(await pop({ order: true, attemptId: 'two' }))).toEqual([])
    expect(bodiesOf(await pop({ order: true, attemptId: 'one' }))).toEqual(['a'])
  })

  it('lets go who waits when a message is given back', async () => {
    const { clock, pop, put, hide } = world()
    put('a')
    const taken = await pop({ order: true })
    const waiting = pop({ order: true, pollTime: 20_000 })
    await hide(taken, 0, 3_000)
    clock.advance(3_000)
    expect(bodiesOf(await waiting)).toEqual(['a'])
  })

  it('refuses to acknowledge what was not taken', async () => {
    const { pop, put, ack } = world()
    put('a', 'b')
    const taken = await pop({ order: true, maxMsgNums: 1 })
    expect(await ack(taken, 1)).toMatchObject(code('MESSAGE_ILLEGAL'))
  })
})

describe('waiting by POP', () => {
  it('ends with the message, and each message ends one wait', async () => {
    const { broker, asked, link, pop, put } = world()
    const one = { pollTime: 20_000, maxMsgNums: 1 }
    const [first, second, third] = [pop(one), pop({ ...one, queueId: -1 }), pop(one)]
    const count = await callHandler(pollingInfoHandler, pollingInfo, broker, link, asked, undefined)
    expect(count?.header.pollingNum).toBe(2)
    put('a')
    put('b')
    const bodies = (await Promise.all([first, second])).flatMap(bodiesOf)
    expect(bodies.toSorted()).toEqual(['a', 'b'])
    link.leave()
    expect(await third).toBeUndefined()
  })

  it('ends with a message that comes again', async () => {
    const { clock, pop, put } = world()
    put('a')
    await pop({ invisibleTime: 10_000 })
    const waiting = pop({ pollTime: 20_000 })
    clock.advance(10_000)
    expect(bodiesOf(await waiting)).toEqual(['a'])
  })

  it('ends without a message a little before its time is over', async () => {
    const { clock, pop } = world()
    const waiting = pop({ pollTime: 20_000 })
    clock.advance(19_950)
    expect(await waiting).toMatchObject(code('POLLING_TIMEOUT'))
  })

  it('is for messages that the filter wants', async () => {
    const { clock, broker, pop } = world()
    const waiting = pop({ pollTime: 20_000, exp: 'A', expType: 'TAG' })
    broker.put(message({ body: 'other', tag: 'B' }))
    clock.advance(1_000)
    broker.put(message({ body: 'wanted', tag: 'A' }))
    expect(bodiesOf(await waiting)).toEqual(['wanted'])
  })

  it('is refused when it is late, too much, or cannot be understood', async () => {
    const { clock, broker, pop } = world()
    const bornTime = clock.now()
    clock.advance(1_000)
    expect(await pop({ bornTime })).toMatchObject(code('POLLING_TIMEOUT'))
    expect(await pop({ maxMsgNums: 33 })).toMatchObject(code('INVALID_PARAMETER'))
    expect(await pop({ exp: 'a >', expType: 'SQL92' })).toMatchObject(code('SUBSCRIPTION_PARSE_FAILED'))
    broker.settings.update(new Map([['popPollingSize', '0']]))
    const [held, next] = [pop({ pollTime: 20_000 }), pop({ pollTime: 20_000 })]
    expect(await next).toMatchObject(code('POLLING_FULL'))
    clock.advance(20_000)
    expect(await held).toMatchObject(code('POLLING_TIMEOUT'))
  })
})

describe('looking without taking', () => {
  it('shows what POP would give, time and again', async () => {
    const { broker, asked, link, put, pop } = world()
    put('a', 'b')
    const peek = () =>
      callHandler(peekMessageHandler, peekMessage, broker, link, { ...asked, maxMsgNums: 1 }, undefined)
    expect((await peek())?.header.restNum).toBe(2n)
    expect(bodiesOf(await peek())).toEqual(['a'])
    await pop()
    expect(await peek()).toMatchObject(code('PULL_NOT_FOUND'))
  })

  it('waits for a message of any queue', async () => {
    const { clock, broker, asked, link } = world()
    const notified = (pollTime: number) => {
      const header = { ...asked, queueId: -1, pollTime, bornTime: 0 }
      return callHandler(notificationHandler, notification, broker, link, header, undefined)
    }
    const first = notified(20_000)
    broker.put(message({ queueId: 1 }))
    expect((await first)?.header.hasMsg).toBe(true)
    broker.offsets.commit('g', 'orders', 1, 1)
    const second = notified(20_000)
    clock.advance(20_000)
    expect((await second)?.header.hasMsg).toBe(false)
  })

  it('is not for groups that may not consume', async () => {
    const { broker, pop } = world()
    broker.groups.save([{ ...plainGroup('g'), consumeEnable: false }])
    expect(await pop()).toMatchObject(code('NO_PERMISSION'))
  })
})
