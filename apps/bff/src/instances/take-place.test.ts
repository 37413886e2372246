import { describe, expect, it } from 'vitest'
import { createDatabase, ENGINES } from '../../test-support/databases.ts'
import { insertInstance } from '../../test-support/instances.ts'
import { startTestServer } from '../../test-support/start-server.ts'
import { AppError } from '../platform/http/app-error.ts'
import { takePlace } from './instance-door.ts'

const INSTANCE_ID = 'MQ_INST_1_aaaaaaaa'

describe.each(ENGINES)('the last place in an instance, on %s', engine => {
  it('goes to one of many who count and take it at once, also through several replicas', async () => {
    await using database = await createDatabase(engine)
    await using first = await startTestServer({ config: database.settings })
    // Replicas share a PostgreSQL; an SQLite database has one server.
    await using replica = await startTestServer({
      config: engine === 'postgres' ? database.settings : {},
    })
    const second = engine === 'postgres' ? replica : first
    await insertInstance(first.context.db, INSTANCE_ID)
    const takeOne = (topic: string, { context }: typeof first) =>
      takePlace(context, INSTANCE_ID, async db => {
        const { length } = await db.selectFrom('topics').selectAll().execute()
        if (length > 0) throw new AppError('LIMIT_EXCEEDED', 'Taken.')
        const row = { topic, instance_id: INSTANCE_ID, description: '', version: 0, created_at: 0 }
        await db
          .insertInto('topics')
          .values({ ...row, message_type: 'NORMAL', state: 'PENDING', broker_names: '[]' })
          .execute()
      })
    const asked = ['a', 'b', 'c', 'd'].map((topic, index) => takeOne(topic, index % 2 ? second : first))
    const outcomes = await Promise.allSettled(asked)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'LIMIT_EXCEEDED' })
    }
    expect(await first.context.db.selectFrom('topics').selectAll().execute()).toHaveLength(1)
  })

  it('is counted against the specification as it is now, and is in no instance that is gone', async () => {
    await using server = await startTestServer({ engine })
    const { context } = server
    await insertInstance(context.db, INSTANCE_ID)
    await context.db.updateTable('instances').set({ max_topics: 7 }).execute()
    expect(await takePlace(context, INSTANCE_ID, async (_db, maxTopics) => maxTopics)).toBe(7)
    const nowhere = takePlace(context, 'MQ_INST_1_nowhere1', async () => 'taken')
    await expect(nowhere).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
