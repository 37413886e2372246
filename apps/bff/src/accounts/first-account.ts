/** The tenant account of the installation: there from the first start, so that no instance is without an owner. */
import { randomInt } from 'node:crypto'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { findSetting, settleSetting } from '../platform/database/setting-store.ts'
import { insertAccountOnce } from './account-store.ts'

const SETTING = 'accountId'
const NAME = 'default'
const accountId = z.string().regex(/^\d{12}$/)
/** Twelve digits, the first not 0. */
const RANGE = [100_000_000_000, 999_999_999_999] as const

/** Two installations on one cluster have different ones, so their instances cannot meet. */
export async function ensureFirstAccount(db: Kysely<Database>, { nowMs }: Clock): Promise<string> {
  const known = await findSetting(db, SETTING)
  const id = accountId.parse(known ?? (await settleSetting(db, SETTING, newAccountId())))
  await insertAccountOnce(db, { account_id: id, name: NAME, created_at: nowMs() })
  return id
}

export function newAccountId(): string {
  return String(randomInt(...RANGE))
}
