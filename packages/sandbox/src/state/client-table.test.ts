import { describe, expect, it } from 'vitest'
import { silentLink } from '../../test-support/messages.ts'
import { ManualClock } from '../clock.ts'
import { subscriptionOf } from '../filter/message-filter.ts'
import type { ClientLink } from './client-link.ts'
import { ClientTable } from './client-table.ts'
import type { ConsumerData } from './consumer-group.ts'

function newTable() {
  const clock = new ManualClock()
  const table = new ClientTable(clock)
  const changes: Array<[string, string[]]> = []
  table.onMembersChanged((group, links) => void changes.push([group, links.map(({ addr }) => addr)]))
  return { table, clock, changes }
}

function client(link: ClientLink, clientId = link.addr) {
  return { clientId, link, language: 'JAVA', version: 513 }
}

function consumer(
  topics: readonly string[],
  data: Partial<ConsumerData> = {},
  subVersion = 1n,
): ConsumerData {
  return {
    groupName: 'g',
    consumeType: 'CONSUME_PASSIVELY',
    messageModel: 'CLUSTERING',
    consumeFromWhere: 'CONSUME_FROM_LAST_OFFSET',
    unitMode: false,
    subscriptionDataSet: topics.map(topic => ({ ...subscriptionOf(topic, '*'), subVersion })),
    ...data,
  }
}

describe('consumers', () => {
  it('are found by their group and ID while they are connected', () => {
    const { table } = newTable()
    const link = silentLink('192.0.2.1:1')
    table.registerConsumer(consumer(['t']), client(link, 'me'), true)
    expect(table.consumer('g', 'me')?.link).toBe(link)
    expect([table.consumer('g', 'you'), table.consumer('h', 'me')]).toEqual([undefined, undefined])
    table.drop(link)
    expect(table.consumerGroup('g')).toBeUndefined()
  })

  it('are told of when one comes, goes or changes its topics, and not with each heartbeat', () => {
    const { table, changes } = newTable()
    const [one, two] = [silentLink('192.0.2.1:1'), silentLink('192.0.2.2:2')]
    table.registerConsumer(consumer(['t']), client(one), true)
    table.registerConsumer(consumer(['t']), client(one), true)
    table.registerConsumer(consumer(['t']), client(two), true)
    table.registerConsumer(consumer(['t', 'u'], {}, 2n), client(two), true)
    table.unregisterConsumer('g', one, true)
    table.unregisterConsumer('g', one, true)
    expect(changes).toEqual([
      ['g', ['192.0.2.1:1']],
      ['g', ['192.0.2.1:1', '192.0.2.2:2']],
      ['g', ['192.0.2.1:1', '192.0.2.2:2']],
      ['g', ['192.0.2.2:2']],
    ])
  })

  it('are not told of when they broadcast or their group does not want it', () => {
    const { table, changes } = newTable()
    table.registerConsumer(consumer(['t'], { messageModel: 'BROADCASTING' }), client(silentLink()), true)
    table.registerConsumer(consumer(['t'], { groupName: 'h' }), client(silentLink()), false)
    expect(changes).toEqual([])
  })

  it('keep the newest subscription to each topic, and lose topics that they no longer name', () => {
    const { table } = newTable()
    const link = silentLink()
    const subscribe = (expression: string, subVersion: bigint, topic = 't'): void => {
      const subscriptionDataSet = [{ ...subscriptionOf(topic, expression), subVersion }]
      table.registerConsumer(consumer([], { subscriptionDataSet }), client(link), true)
    }
    subscribe('A', 2n)
    subscribe('B', 1n)
    expect(table.subscription('g', 't')?.subString).toBe('A')
    subscribe('C', 3n)
    expect(table.subscription('g', 't')?.subString).toBe('C')
    subscribe('D', 4n, 'u')
    expect([table.subscription('g', 't'), table.subscription('g', 'u')?.subString]).toEqual([undefined, 'D'])
  })

  it('keep what they subscribe when a heartbeat leaves it out', () => {
    const { table } = newTable()
    const link = silentLink()
    table.registerConsumer(consumer(['t']), client(link), true)
    table.registerConsumer(consumer([], { subscriptionDataSet: undefined }), client(link), true)
    expect([table.isSubscribed('g', 't'), table.isSubscribed('g', 'u')]).toEqual([true, false])
  })

  it('subscribe also what their pulls tell, until that is ten minutes old', () => {
    const { table, clock } = newTable()
    table.registerConsumer(consumer(['t']), client(silentLink()), true)
    table.compensated.note('g', subscriptionOf('u', 'A'))
    expect([table.isSubscribed('g', 'u'), table.subscription('g', 'u')?.tagsSet]).toEqual([true, ['A']])
    clock.advance(600_001)
    table.dropSilent()
    expect(table.subscription('g', 'u')).toBeUndefined()
  })

  it('count as subscribers of a topic also after they have dropped it', () => {
    const { table } = newTable()
    const link = silentLink()
    table.registerConsumer(consumer(['t']), client(link), true)
    table.registerConsumer(consumer(['u']), client(link), true)
    expect([...table.subscribersOf('t'), ...table.subscribersOf('u')]).toEqual(['g', 'g'])
    table.drop(link)
    expect([[...table.subscribersOf('t')], [...table.subscribersOf('u')]]).toEqual([['g'], []])
  })

  it('of a group that is offline may subscribe anything', () => {
    expect(newTable().table.isSubscribed('nobody', 't')).toBe(true)
  })

  it('have their conditions compiled, where these make sense', () => {
    const { table } = newTable()
    const sets = ['size > 3', 'size > >'].map((expression, n) => subscriptionOf(`t${n}`, expression, 'SQL92'))
    table.registerConsumer(consumer([], { subscriptionDataSet: sets }), client(silentLink()), true)
    const group = table.consumerGroup('g')
    expect(group?.condition('t0')?.(new Map([['size', '9']]))).toBe(true)
    expect(group?.condition('t1')).toBeUndefined()
  })
})

describe('producers', () => {
  it('are kept by group, and found by their ID', () => {
    const { table } = newTable()
    const link = silentLink()
    table.registerProducer('p', client(link, 'me'))
    expect(table.producer('me')?.link).toBe(link)
    table.unregisterProducer('p', link)
    expect([table.producer('me'), table.producerGroups().size]).toEqual([undefined, 0])
  })
})

describe('a client that is silent', () => {
  it('is forgotten after two minutes, others are not', () => {
    const { table, clock } = newTable()
    const [silent, alive] = [silentLink('192.0.2.1:1'), silentLink('192.0.2.2:2')]
    table.registerConsumer(consumer(['t']), client(silent), true)
    table.registerProducer('p', client(silent))
    table.registerConsumer(consumer(['t']), client(alive), true)
    clock.advance(100_000)
    table.registerConsumer(consumer(['t']), client(alive), true)
    clock.advance(30_000)
    table.dropSilent()
    expect(
      table
        .consumerGroup('g')
        ?.members()
        .map(({ link }) => link.addr),
    ).toEqual(['192.0.2.2:2'])
    expect(table.producerGroups().size).toBe(0)
  })
})

describe('the fingerprint of a group’s subscriptions', () => {
  it('is known to have changed only when another one came before', () => {
    const { table } = newTable()
    expect([1, 1, 2, 2].map(fingerprint => table.noteFingerprint('g', fingerprint))).toEqual([
      false,
      false,
      true,
      false,
    ])
  })
})
