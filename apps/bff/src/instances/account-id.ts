/** The account whose instances these are: a number for the whole installation, as long as there is one account. */
import { randomInt } from 'node:crypto'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Database } from '../platform/database/database.ts'
import { findSetting, settleSetting } from '../platform/database/setting-store.ts'

const SETTING = 'accountId'
const accountId = z.string().regex(/^\d{12}$/)
/** Twelve digits, the first not 0. */
const RANGE = [100_000_000_000, 999_999_999_999] as const

/** Two installations on one cluster have different ones, so their instances cannot meet. */
export async function accountIdOf(db: Kysely<Database>): Promise<string> {
  const known = await findSetting(db, SETTING)
  return accountId.parse(known ?? (await settleSetting(db, SETTING, String(randomInt(...RANGE)))))
}
