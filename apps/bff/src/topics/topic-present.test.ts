import type { TopicConfig } from '@gantry/remoting/requests'
import { describe, expect, it } from 'vitest'
import { type Holdings, holdingsOf } from '../platform/brokers/holdings.ts'
import { configOf, placementOf } from './topic-placement.ts'
import { presentTopic } from './topic-present.ts'
import type { TopicTable } from './topic-table.ts'

const node = (brokerName: string) => ({ clusterName: 'c', brokerName, brokerId: 0, addr: `${brokerName}:1` })
const names = { topic: 'orders', wireTopic: 'MQ_INST_1_abcdefgh%orders' }
const row: TopicTable = {
  instance_id: 'MQ_INST_1_abcdefgh',
  topic: 'orders',
  message_type: 'NORMAL',
  description: 'What was ordered',
  state: 'READY',
  version: 3,
  created_at: 0,
  broker_names: '["a","b"]',
}

/** Broker → topics that it holds; undefined: it does not answer. */
function holdings(brokers: Record<string, readonly TopicConfig[] | undefined>): Holdings<TopicConfig> {
  const all = Object.entries(brokers).map(([brokerName, configs]) => ({
    item: node(brokerName),
    place: `${brokerName}:1`,
    configs,
  }))
  return holdingsOf({
    answered: all.flatMap(({ configs, ...at }) =>
      configs ? [{ ...at, value: new Map(configs.map(config => [config.topicName, config])) }] : [],
    ),
    failed: all.flatMap(({ configs, ...at }) => (configs ? [] : [{ ...at, error: new Error('away') }])),
  })
}

const config = (messageType: Parameters<typeof configOf>[1] = 'NORMAL') =>
  configOf(names.wireTopic, messageType)
const untyped: TopicConfig = { ...config(), attributes: new Map() }

describe('a topic as it is shown', () => {
  it('puts the brokers and the console together', () => {
    expect(presentTopic(names, row, holdings({ b: [config()], a: [config()] }))).toEqual({
      ...names,
      messageType: 'NORMAL',
      description: 'What was ordered',
      state: 'READY',
      brokerNames: ['a', 'b'],
      readQueueNums: 16,
      writeQueueNums: 16,
      perm: 6,
      version: 3,
      createdAt: '1970-01-01T00:00:00.000Z',
      granted: null,
    })
  })

  it('says what the brokers have where the console knows nothing', () => {
    expect(presentTopic(names, undefined, holdings({ a: [untyped] }))).toMatchObject({
      state: 'UNMANAGED',
      messageType: null,
      description: '',
      version: -1,
      createdAt: null,
    })
  })

  it('is missing, or incomplete, when brokers that were to hold it do not', () => {
    const stateOn = (brokers: Parameters<typeof holdings>[0]) =>
      presentTopic(names, row, holdings(brokers)).state
    expect(stateOn({ a: [], b: [] })).toBe('MISSING_ON_BROKER')
    expect(stateOn({ a: [config()], b: [] })).toBe('INCOMPLETE')
    expect(stateOn({ a: [config()], b: undefined })).toBe('READY')
    expect(stateOn({ a: undefined, b: undefined })).toBe('READY')
  })

  it('is whole without brokers that came, or went, after it was made', () => {
    const stateOn = (brokers: Parameters<typeof holdings>[0]) =>
      presentTopic(names, row, holdings(brokers)).state
    expect(stateOn({ a: [config()], b: [config()], c: [] })).toBe('READY')
    expect(stateOn({ a: [config()] })).toBe('READY')
  })

  it('has the type that its brokers say', () => {
    const typeOn = (noted: TopicTable | undefined, of: TopicConfig) =>
      presentTopic(names, noted, holdings({ a: [of] })).messageType
    expect(typeOn(row, config('DELAYED'))).toBe('DELAYED')
    expect(typeOn(undefined, config('TRANSACTIONAL'))).toBe('TRANSACTIONAL')
    expect(typeOn(undefined, config('GLOBALLY_ORDERED'))).toBe('GLOBALLY_ORDERED')
    expect(typeOn(undefined, config('PARTITIONALLY_ORDERED'))).toBe('PARTITIONALLY_ORDERED')
  })

  it('has the type that was chosen where the brokers keep none, or know no difference', () => {
    const ordered = { ...row, message_type: 'PARTITIONALLY_ORDERED' } as const
    expect(presentTopic(names, ordered, holdings({ a: [config('GLOBALLY_ORDERED')] })).messageType).toBe(
      'PARTITIONALLY_ORDERED',
    )
    expect(presentTopic(names, ordered, holdings({ a: [untyped] })).messageType).toBe('PARTITIONALLY_ORDERED')
  })
})

describe('a new topic', () => {
  const other = configOf('other', 'NORMAL')
  const brokers = holdings({ a: [other], b: [], c: undefined })

  it('goes to every broker, also to one that does not answer now', () => {
    expect(placementOf('NORMAL', brokers).map(({ brokerName }) => brokerName)).toEqual(['a', 'b', 'c'])
    expect(config('PARTITIONALLY_ORDERED')).toMatchObject({ readQueueNums: 8, writeQueueNums: 8, perm: 6 })
  })

  it('goes to one broker with one queue when all its messages are to stay in order: to that with the fewest topics', () => {
    expect(placementOf('GLOBALLY_ORDERED', brokers).map(({ brokerName }) => brokerName)).toEqual(['b'])
    expect(config('GLOBALLY_ORDERED')).toMatchObject({ readQueueNums: 1, writeQueueNums: 1 })
  })

  it('is made as it stands elsewhere already', () => {
    const like = {
      ...config(),
      readQueueNums: 3,
      writeQueueNums: 2,
      perm: 4,
      attributes: new Map([['cleanup.policy', 'DELETE']]),
    }
    expect(configOf('orders', 'NORMAL', like)).toMatchObject({ readQueueNums: 3, writeQueueNums: 2, perm: 4 })
    expect([...configOf('orders', 'NORMAL', like).attributes]).toEqual([
      ['cleanup.policy', 'DELETE'],
      ['message.type', 'NORMAL'],
    ])
  })
})
