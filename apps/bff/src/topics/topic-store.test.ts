import { describe, expect, it } from 'vitest'
import { ENGINES } from '../../test-support/databases.ts'
import { insertInstance } from '../../test-support/instances.ts'
import { startTestServer } from '../../test-support/start-server.ts'
import { isForeignKeyViolation, isUniqueViolation } from '../platform/database/database-error.ts'
import {
  deleteTopic,
  describeTopic,
  findTopic,
  insertTopic,
  selectTopicNames,
  selectTopics,
  settleTopic,
} from './topic-store.ts'
import type { TopicTable } from './topic-table.ts'

const row = (topic: string, instanceId = 'MQ_INST_1_aaaaaaaa'): TopicTable => ({
  instance_id: instanceId,
  topic,
  message_type: 'NORMAL',
  description: '',
  state: 'PENDING',
  version: 0,
  created_at: 1_700_000_000_000,
  broker_names: '["broker-a"]',
})

describe.each(ENGINES)('what the console notes of topics, on %s', engine => {
  it('is kept by instance: a name is free in every other one', async () => {
    await using server = await startTestServer({ engine })
    const { db } = server.context
    await insertInstance(db, 'MQ_INST_1_aaaaaaaa')
    await insertInstance(db, 'MQ_INST_1_bbbbbbbb')
    await insertTopic(db, row('orders'))
    await insertTopic(db, row('orders', 'MQ_INST_1_bbbbbbbb'))
    await insertTopic(db, row('Orders'))
    const again = await insertTopic(db, row('orders')).catch((error: unknown) => error)
    expect(isUniqueViolation(again)).toBe(true)
    expect((await selectTopics(db, 'MQ_INST_1_aaaaaaaa')).map(({ topic }) => topic).toSorted()).toEqual([
      'Orders',
      'orders',
    ])
    expect(await selectTopicNames(db, ['MQ_INST_1_bbbbbbbb'])).toEqual([
      { instance_id: 'MQ_INST_1_bbbbbbbb', topic: 'orders' },
    ])
    expect(await selectTopicNames(db, [])).toEqual([])
  })

  it('needs its instance', async () => {
    await using server = await startTestServer({ engine })
    const failure = await insertTopic(server.context.db, row('orders')).catch((error: unknown) => error)
    expect(isForeignKeyViolation(failure)).toBe(true)
  })

  it('changes its description only for who has seen the last change', async () => {
    await using server = await startTestServer({ engine })
    const { db } = server.context
    await insertInstance(db, 'MQ_INST_1_aaaaaaaa')
    await insertTopic(db, row('orders'))
    const key = row('orders')
    expect(await describeTopic(db, key, { description: 'first', version: 0 })).toEqual({
      ...key,
      description: 'first',
      version: 1,
    })
    expect(await describeTopic(db, key, { description: 'stale', version: 0 })).toBeUndefined()
    await settleTopic(db, key, { state: 'READY', broker_names: '["broker-b"]' })
    expect(await findTopic(db, key)).toEqual({
      ...key,
      description: 'first',
      version: 1,
      state: 'READY',
      broker_names: '["broker-b"]',
    })
    await deleteTopic(db, key)
    expect(await findTopic(db, key)).toBeUndefined()
  })
})
