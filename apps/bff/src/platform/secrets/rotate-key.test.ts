import { describe, expect, it } from 'vitest'
import { createDatabase, ENGINES } from '../../../test-support/databases.ts'
import { readConfig } from '../config/config.ts'
import { createContext } from '../context.ts'
import { createLog } from '../log.ts'
import { rotateKey } from './rotate-key.ts'

const log = createLog('silent')
const PURPOSE = 'clusters.secret_key'

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

  it('is refused where the key is a setting', async () => {
    await using database = await createDatabase(engine)
    const config = { ...readConfig({ GANTRY_SECRET_KEY: 'ab'.repeat(32) }), ...database.settings }
    await expect(rotateKey(config, log)).rejects.toThrow(
      /^GANTRY_SECRET_KEY is set, so its owner must rotate it/,
    )
  })
})
