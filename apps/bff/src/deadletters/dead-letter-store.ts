import type { Kysely } from 'kysely'
import type { Database } from '../platform/database/database.ts'
import type { DeadLetterClaimTable, DeadLetterResultTable } from './dead-letter-table.ts'

type Db = Kysely<Database>
export type ClaimKey = Pick<DeadLetterClaimTable, 'instance_id' | 'group' | 'dead_letter_id'>

/** @returns false when somebody has it */
export async function insertClaim(db: Db, row: DeadLetterClaimTable): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await db
    .insertInto('dead_letter_claims')
    .values(row)
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows > 0n
}

export function findClaim(db: Db, key: ClaimKey): Promise<DeadLetterClaimTable | undefined> {
  return db
    .selectFrom('dead_letter_claims')
    .selectAll()
    .where('instance_id', '=', key.instance_id)
    .where('group', '=', key.group)
    .where('dead_letter_id', '=', key.dead_letter_id)
    .executeTakeFirst()
}

/** @returns false when the claim is no longer as it was seen: somebody else was faster */
export async function takeClaimOver(
  db: Db,
  seen: DeadLetterClaimTable,
  taken: Pick<DeadLetterClaimTable, 'job_id' | 'state' | 'at'>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('dead_letter_claims')
    .set(taken)
    .where('instance_id', '=', seen.instance_id)
    .where('group', '=', seen.group)
    .where('dead_letter_id', '=', seen.dead_letter_id)
    .where('job_id', '=', seen.job_id)
    .where('state', '=', seen.state)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Of the given dead letters, those that were sent before, or perhaps were. */
export function selectClaims(
  db: Db,
  { instance_id, group }: Omit<ClaimKey, 'dead_letter_id'>,
  deadLetterIds: readonly string[],
): Promise<DeadLetterClaimTable[]> {
  if (deadLetterIds.length === 0) return Promise.resolve([])
  return db
    .selectFrom('dead_letter_claims')
    .selectAll()
    .where('instance_id', '=', instance_id)
    .where('group', '=', group)
    .where('dead_letter_id', 'in', deadLetterIds)
    .execute()
}

export async function deleteOldClaims(db: Db, beforeMs: number): Promise<void> {
  await db.deleteFrom('dead_letter_claims').where('at', '<', beforeMs).execute()
}

/** Notes what became of one, and with it what its claim says from now on; undefined: the claim is given back. */
export async function settleResult(
  db: Db,
  key: ClaimKey,
  row: DeadLetterResultTable,
  claim: DeadLetterClaimTable['state'] | undefined,
): Promise<void> {
  await db.transaction().execute(async transaction => {
    await insertResult(transaction, row)
    const own = { job_id: row.job_id, instance_id: key.instance_id, group: key.group }
    if (claim === undefined) {
      await transaction
        .deleteFrom('dead_letter_claims')
        .where('instance_id', '=', own.instance_id)
        .where('group', '=', own.group)
        .where('dead_letter_id', '=', key.dead_letter_id)
        .where('job_id', '=', own.job_id)
        .execute()
      return
    }
    await transaction
      .updateTable('dead_letter_claims')
      .set({ state: claim, at: row.at })
      .where('instance_id', '=', own.instance_id)
      .where('group', '=', own.group)
      .where('dead_letter_id', '=', key.dead_letter_id)
      .where('job_id', '=', own.job_id)
      .execute()
  })
}

export async function insertResult(db: Db, row: DeadLetterResultTable): Promise<void> {
  const { outcome, message, at } = row
  await db
    .insertInto('dead_letter_results')
    .values(row)
    .onConflict(conflict =>
      conflict.columns(['job_id', 'dead_letter_id']).doUpdateSet({ outcome, message, at }),
    )
    .execute()
}

export function findResult(
  db: Db,
  jobId: string,
  deadLetterId: string,
): Promise<DeadLetterResultTable | undefined> {
  return db
    .selectFrom('dead_letter_results')
    .selectAll()
    .where('job_id', '=', jobId)
    .where('dead_letter_id', '=', deadLetterId)
    .executeTakeFirst()
}

/** By ID, which has no meaning but is stable from page to page. */
export function selectResults(
  db: Db,
  jobId: string,
  { outcome, after, limit }: ResultQuery,
): Promise<DeadLetterResultTable[]> {
  let query = db.selectFrom('dead_letter_results').selectAll().where('job_id', '=', jobId)
  if (outcome !== undefined) query = query.where('outcome', '=', outcome)
  if (after !== undefined) query = query.where('dead_letter_id', '>', after)
  return query.orderBy('dead_letter_id').limit(limit).execute()
}

export interface ResultQuery {
  readonly outcome?: DeadLetterResultTable['outcome'] | undefined
  /** A dead letter's ID. */
  readonly after?: string | undefined
  readonly limit: number
}

export type OutcomeCounts = Readonly<Partial<Record<DeadLetterResultTable['outcome'], number>>>

/** By job ID. */
export async function countOutcomes(db: Db, jobIds: readonly string[]): Promise<Map<string, OutcomeCounts>> {
  if (jobIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('dead_letter_results')
    .select(({ fn }) => ['job_id', 'outcome', fn.countAll<number>().as('count')])
    .where('job_id', 'in', jobIds)
    .groupBy(['job_id', 'outcome'])
    .execute()
  const byJob = Map.groupBy(rows, row => row.job_id)
  return new Map(
    [...byJob].map(([jobId, counts]) => [
      jobId,
      Object.fromEntries(counts.map(({ outcome, count }) => [outcome, Number(count)])),
    ]),
  )
}
