import { type Migration, Migrator } from 'kysely/migration'
import { describe, expect, it } from 'vitest'
import { createDatabase, ENGINES } from '../../../test-support/databases.ts'
import { createLog } from '../log.ts'
import { connectDatabase } from './connect-database.ts'
import { migrateToLatest } from './migrate.ts'

const log = createLog('silent')

describe.each(ENGINES)('migrations of %s', engine => {
  it('that break off leave nothing of any of them', async () => {
    await using database = await createDatabase(engine)
    const db = connectDatabase(database.settings, log)
    const migrations: Record<string, Migration> = {
      '0001-made': { up: made => made.schema.createTable('made').addColumn('id', 'integer').execute() },
      '0002-broken': {
        async up(broken) {
          await broken.schema.createTable('half').addColumn('id', 'integer').execute()
          throw new Error('broken off')
        },
      },
    }
    const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
    expect((await migrator.migrateToLatest()).error).toMatchObject({ message: 'broken off' })
    const tables = (await db.introspection.getTables()).map(({ name }) => name)
    expect(tables).not.toContain('half')
    expect(tables).not.toContain('made')
    await db.destroy()
  })

  it('are made once, whoever starts them again', async () => {
    await using database = await createDatabase(engine)
    const db = connectDatabase(database.settings, log)
    await migrateToLatest(db)
    await migrateToLatest(db)
    expect(await db.selectFrom('settings').selectAll().execute()).toEqual([])
    await db.destroy()
  })
})

describe('replicas that start at once', () => {
  it('migrate PostgreSQL one after the other', async () => {
    await using database = await createDatabase('postgres')
    const replicas = Array.from({ length: 3 }, () => connectDatabase(database.settings, log))
    await Promise.all(replicas.map(migrateToLatest))
    expect(await replicas[0]?.selectFrom('settings').selectAll().execute()).toEqual([])
    await Promise.all(replicas.map(db => db.destroy()))
  })
})
