import { accessKeyCreate, clusterCreate, tokenCreate, tokenList } from '@gantry/contract'
import { type Kysely, sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { createProgram } from '../../../test-support/callers.ts'
import { createUser, ownerOf } from '../../../test-support/create-user.ts'
import { createDatabase, ENGINES } from '../../../test-support/databases.ts'
import { ADMIN_PASSWORD, startTestServer } from '../../../test-support/start-server.ts'
import { verifyAudit } from '../../audit/verify-audit.ts'
import { putPendingFactor } from '../../session/mfa/mfa-store.ts'
import { readConfig } from '../config/config.ts'
import { createContext } from '../context.ts'
import type { Database } from '../database/database.ts'
import { createLog } from '../log.ts'
import { rotateKey } from './rotate-key.ts'

const log = createLog('silent')
const PURPOSE = 'clusters.secret_key'

/** Sealed columns have this ending; found in the database itself, not in a list. */
async function sealedColumns(db: Kysely<Database>): Promise<string[]> {
  const tables = await db.introspection.getTables()
  const names = tables.flatMap(({ name: table, columns }) => columns.map(({ name }) => `${table}.${name}`))
  return names.filter(name => name.endsWith('_encrypted')).toSorted()
}

async function sealedValues(db: Kysely<Database>): Promise<Array<[name: string, text: string]>> {
  const values: Array<[name: string, text: string]> = []
  for (const name of await sealedColumns(db)) {
    const { rows } = await sql<{ text: string }>`
      select ${sql.ref(name)} as text from ${sql.table(name.split('.')[0] ?? '')} where ${sql.ref(name)} is not null
    `.execute(db)
    values.push(...rows.map(({ text }): [string, string] => [name, text]))
  }
  return values
}

describe.each(ENGINES)('rotating the key, on %s', engine => {
  it('seals every secret anew, so that the old key opens nothing', async () => {
    await using database = await createDatabase(engine)
    const config = { ...readConfig({}), ...database.settings }
    await using before = await createContext(config, { log })
    const row = { namesrv_addr: 'ns:9876', tls: 0, read_only: 0, version: 1, created_at: 0 }
    await before.db
      .insertInto('clusters')
      .values([
        {
          cluster_id: 'a',
          name: 'east',
          access_key: 'k',
          secret_key_encrypted: before.secrets.seal('s3cret', PURPOSE),
          ...row,
        },
        { cluster_id: 'b', name: 'west', access_key: null, secret_key_encrypted: null, ...row },
      ])
      .execute()
    expect(await rotateKey(config, log)).toBe(1)
    await using after = await createContext(config, { log })
    const rows = await after.db.selectFrom('clusters').selectAll().orderBy('cluster_id').execute()
    expect(after.secrets.open(rows[0]?.secret_key_encrypted ?? '', PURPOSE)).toBe('s3cret')
    expect(() => before.secrets.open(rows[0]?.secret_key_encrypted ?? '', PURPOSE)).toThrow()
    expect(rows[1]?.secret_key_encrypted).toBeNull()
  })

  it('changes nothing when a secret cannot be read, and can be run again', async () => {
    await using database = await createDatabase(engine)
    const config = { ...readConfig({}), ...database.settings }
    await using context = await createContext(config, { log })
    const row = { namesrv_addr: 'ns:9876', tls: 0, access_key: 'k', read_only: 0, version: 1, created_at: 0 }
    const good = context.secrets.seal('s3cret', PURPOSE)
    await context.db
      .insertInto('clusters')
      .values([
        { cluster_id: 'a', name: 'east', secret_key_encrypted: good, ...row },
        { cluster_id: 'b', name: 'west', secret_key_encrypted: 'v1.x.y.z', ...row },
      ])
      .execute()
    await expect(rotateKey(config, log)).rejects.toThrow('cannot be read')
    await using still = await createContext(config, { log })
    expect(still.secrets.open(good, PURPOSE)).toBe('s3cret')
    await context.db.deleteFrom('clusters').where('cluster_id', '=', 'b').execute()
    expect(await rotateKey(config, log)).toBe(1)
  })

  it('leaves out no column: whatever is sealed in the database is sealed with the new key, or gone', async () => {
    await using database = await createDatabase(engine)
    const { names, sealed } = await (async () => {
      await using server = await startTestServer({ config: database.settings })
      const owner = await createUser(server, 'tenantAdministrator')
      await (await ownerOf(server, owner)).call(accessKeyCreate, {})
      const body = { name: 'east', namesrvAddr: 'ns:9876', accessKey: 'k', secretKey: 's3cret' }
      await server.admin.call(clusterCreate, { body }, { idempotencyKey: 'form-of-somebody' })
      const { db, secrets } = server.context
      const { id } = await db.selectFrom('users').select('id').executeTakeFirstOrThrow()
      const sealedSecret = secrets.seal('JBSWY3DPEHPK3PXP', 'second_factors.secret')
      await putPendingFactor(db, id, sealedSecret)
      return { names: await sealedColumns(server.context.db), sealed: await sealedValues(server.context.db) }
    })()
    // A new column must get a value above, so that this test says something about it.
    expect(names).toEqual([
      'access_keys.secret_encrypted',
      'audit_head.key_encrypted',
      'clusters.secret_key_encrypted',
      'idempotency_keys.response_encrypted',
      'second_factors.secret_encrypted',
    ])
    expect(sealed.map(([name]) => name)).toEqual(names)
    await rotateKey({ ...readConfig({}), ...database.settings }, log)
    await using server = await startTestServer({ config: database.settings })
    const keyOf = (text: string): string | undefined => text.split('.')[1]
    const newKey = keyOf(server.context.secrets.seal('x', 'x'))
    expect(sealed.map(([, text]) => keyOf(text))).not.toContain(newKey)
    expect(await verifyAudit({ ...readConfig({}), ...database.settings }, log)).toContain('is whole')
    const left = await sealedValues(server.context.db)
    expect(left.map(([name, text]) => [name, keyOf(text)])).toEqual([
      ['access_keys.secret_encrypted', newKey],
      ['audit_head.key_encrypted', newKey],
      ['clusters.secret_key_encrypted', newKey],
      ['second_factors.secret_encrypted', newKey],
    ])
  })

  it('keeps passwords and API tokens, and ends sessions', async () => {
    await using database = await createDatabase(engine)
    const { token, cookie } = await (async () => {
      await using server = await startTestServer({ config: database.settings })
      const browser = server.browser()
      await browser.signIn('admin', ADMIN_PASSWORD)
      const made = await server.admin.call(tokenCreate, { body: { name: 'ci' } })
      return { token: made.token, cookie: [...browser.cookies].map(pair => pair.join('=')).join('; ') }
    })()
    await rotateKey({ ...readConfig({}), ...database.settings }, log)
    await using server = await startTestServer({ config: database.settings })
    expect((await createProgram(server.url, token).call(tokenList, {})).items).toHaveLength(2)
    const session = await fetch(`${server.url}/api/v1/session`, { headers: { cookie } })
    expect(session.status).toBe(401)
    expect(await server.browser().signIn('admin', ADMIN_PASSWORD)).toMatchObject({ username: 'admin' })
  })

  it('is refused where the key is a setting', async () => {
    await using database = await createDatabase(engine)
    const config = { ...readConfig({ GANTRY_SECRET_KEY: 'ab'.repeat(32) }), ...database.settings }
    await expect(rotateKey(config, log)).rejects.toThrow(
      /^GANTRY_SECRET_KEY is set, so its owner must rotate it/,
    )
  })
})
