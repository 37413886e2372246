import { describe, expect, it } from 'vitest'
import { instanceNames } from './instance-names.ts'

const ID = 'MQ_INST_1_aaaaaaaa'

describe('names in an instance with a namespace', () => {
  const { wire, unwire } = instanceNames({ instance_id: ID, has_namespace: 1 })

  it('begin with its ID on the brokers', () => {
    expect(wire('orders')).toBe(`${ID}%orders`)
    expect(unwire(`${ID}%orders`)).toBe('orders')
  })

  it('keep what RocketMQ puts before them', () => {
    expect(wire('%RETRY%GID_orders')).toBe(`%RETRY%${ID}%GID_orders`)
    expect(unwire(`%DLQ%${ID}%GID_orders`)).toBe('%DLQ%GID_orders')
  })

  it.each(['orders', 'MQ_INST_1_bbbbbbbb%orders', `${ID}x%orders`, 'TBW102', 'rmq_sys_REVIVE_LOG_c', ''])(
    'leave %j to others',
    name => expect(unwire(name)).toBeUndefined(),
  )
})

describe('names in the default instance', () => {
  const { wire, unwire } = instanceNames({ instance_id: ID, has_namespace: 0 })

  it('are the same on the brokers', () => {
    expect([wire('orders'), unwire('orders')]).toEqual(['orders', 'orders'])
  })

  it.each([
    `${ID}%orders`,
    'other%orders',
    `%RETRY%${ID}%GID_orders`,
    'TBW102',
    'SCHEDULE_TOPIC_XXXX',
    'rmq_sys_wheel_timer',
    'CID_RMQ_SYS_TRANS',
    'TOOLS_CONSUMER',
  ])('leave %j to other instances and to RocketMQ', name => expect(unwire(name)).toBeUndefined())
})
