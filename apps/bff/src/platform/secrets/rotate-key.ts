/**
 * `rotate-key`: a new key in front of the key file, every sealed column sealed anew, the old keys dropped. Broken off at
 * any point it can be run again: until the end the file holds the old keys, too.
 */
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import { type Config, ConfigError } from '../config/config.ts'
import { connectDatabase } from '../database/connect-database.ts'
import type { Database } from '../database/database.ts'
import { migrateToLatest } from '../database/migrate.ts'
import { addKey, dropOlderKeys } from './key-file.ts'
import { createSecrets, type Secrets } from './secrets.ts'

/**
 * @returns how many secrets were sealed anew
 * @throws ConfigError when the key is not in a file of ours
 */
export async function rotateKey(config: Config, log: Logger): Promise<number> {
  if (config.secretKey !== undefined) {
    throw new ConfigError(
      'GANTRY_SECRET_KEY is set, so its owner must rotate it: unset it and put both keys into the key file, new one first, to use this command.',
    )
  }
  const db = connectDatabase(config, log)
  try {
    await migrateToLatest(db)
    const secrets = createSecrets(...(await addKey(config.dataDir)))
    const count = await db.transaction().execute(transaction => resealAll(transaction, secrets))
    await dropOlderKeys(config.dataDir)
    return count
  } finally {
    await db.destroy()
  }
}

async function resealAll(db: Kysely<Database>, secrets: Secrets): Promise<number> {
  // Answers that may be replayed for a day are not worth carrying over, nor counts of failed sign-ins.
  await db.deleteFrom('idempotency_keys').execute()
  await db.deleteFrom('sign_in_failures').execute()
  const clusters = await resealClusters(db, secrets)
  const accessKeys = await resealAccessKeys(db, secrets)
  const auditKey = await resealAuditKey(db, secrets)
  return clusters + accessKeys + auditKey + (await resealSecondFactors(db, secrets))
}

async function resealClusters(db: Kysely<Database>, secrets: Secrets): Promise<number> {
  const purpose = 'clusters.secret_key'
  const rows = await db
    .selectFrom('clusters')
    .select(['cluster_id', 'secret_key_encrypted'])
    .where('secret_key_encrypted', 'is not', null)
    .execute()
  for (const { cluster_id, secret_key_encrypted } of rows) {
    const plain = secrets.open(secret_key_encrypted ?? '', purpose)
    await db
      .updateTable('clusters')
      .set({ secret_key_encrypted: secrets.seal(plain, purpose) })
      .where('cluster_id', '=', cluster_id)
      .execute()
  }
  return rows.length
}

async function resealSecondFactors(db: Kysely<Database>, secrets: Secrets): Promise<number> {
  const purpose = 'second_factors.secret'
  const rows = await db.selectFrom('second_factors').select(['user_id', 'secret_encrypted']).execute()
  for (const { user_id, secret_encrypted } of rows) {
    const plain = secrets.open(secret_encrypted, purpose)
    await db
      .updateTable('second_factors')
      .set({ secret_encrypted: secrets.seal(plain, purpose) })
      .where('user_id', '=', user_id)
      .execute()
  }
  return rows.length
}

/** The key itself stays, and with it every hash of the record. */
async function resealAuditKey(db: Kysely<Database>, secrets: Secrets): Promise<number> {
  const purpose = 'audit_head.key'
  const { key_encrypted } = await db
    .selectFrom('audit_head')
    .select('key_encrypted')
    .executeTakeFirstOrThrow()
  if (key_encrypted === null) return 0
  const resealed = secrets.seal(secrets.open(key_encrypted, purpose), purpose)
  await db.updateTable('audit_head').set({ key_encrypted: resealed }).execute()
  return 1
}

async function resealAccessKeys(db: Kysely<Database>, secrets: Secrets): Promise<number> {
  const purpose = 'access_keys.secret'
  const rows = await db
    .selectFrom('access_keys')
    .select(['access_key', 'secret_encrypted'])
    .where('secret_encrypted', 'is not', null)
    .execute()
  for (const { access_key, secret_encrypted } of rows) {
    const plain = secrets.open(secret_encrypted ?? '', purpose)
    await db
      .updateTable('access_keys')
      .set({ secret_encrypted: secrets.seal(plain, purpose) })
      .where('access_key', '=', access_key)
      .execute()
  }
  return rows.length
}
