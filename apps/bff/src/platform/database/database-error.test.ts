import { describe, expect, it } from 'vitest'
import { createDatabase, ENGINES } from '../../../test-support/databases.ts'
import { createLog } from '../log.ts'
import { connectDatabase } from './connect-database.ts'
import { isDatabaseError, isForeignKeyViolation, isUniqueViolation } from './database-error.ts'
import { migrateToLatest } from './migrate.ts'

const log = createLog('silent')

async function failureOf(query: Promise<unknown>): Promise<unknown> {
  return query.then(
    () => undefined,
    (error: unknown) => error,
  )
}

describe.each(ENGINES)('what goes wrong on %s', engine => {
  it('is told apart: a key in use, a row that is not there, a mistake of ours', async () => {
    await using database = await createDatabase(engine)
    const db = connectDatabase(database.settings, log)
    try {
      await migrateToLatest(db)
      const setting = () => db.insertInto('settings').values({ name: 'a', value: '1' }).execute()
      await setting()
      const taken = await failureOf(setting())
      expect([isUniqueViolation(taken), isForeignKeyViolation(taken), isDatabaseError(taken)]).toEqual([
        true,
        false,
        false,
      ])
      const token = {
        token_id: 't',
        user_id: 'nobody',
        name: 'x',
        token_hash: 'h',
        created_at: 0,
        last_used_at: null,
        expires_at: null,
      }
      const orphan = await failureOf(db.insertInto('api_tokens').values(token).execute())
      expect([isUniqueViolation(orphan), isForeignKeyViolation(orphan), isDatabaseError(orphan)]).toEqual([
        false,
        true,
        false,
      ])
      const mistake = await failureOf(
        db
          .selectFrom('settings')
          .select('nothing' as 'name')
          .execute(),
      )
      expect(mistake).toBeInstanceOf(Error)
      expect(isDatabaseError(mistake)).toBe(false)
    } finally {
      await db.destroy()
    }
  })
})

describe('a database that cannot be reached', () => {
  it.each(['postgres://nobody@127.0.0.1:1/none', 'postgres://nobody@no-such-host.invalid/none'])(
    'is one that may come back: %s',
    async databaseUrl => {
      const db = connectDatabase({ databaseUrl, dataDir: '/nowhere' }, log)
      const failure = await failureOf(db.selectFrom('settings').selectAll().execute())
      expect(isDatabaseError(failure)).toBe(true)
      await db.destroy()
    },
  )
})
