/** Resets as they are kept, and as they are shown again. */
import { randomUUID } from 'node:crypto'
import { type KeptReset, offsetResetList, type ResponseOf, toInt64 } from '@gantry/contract'
import { toTimestamp } from '../platform/clock.ts'
import type { Caller } from '../platform/http/caller.ts'
import type { GroupParams, OffsetNeeds } from './offset-needs.ts'
import { insertReset, selectResets } from './offset-store.ts'
import type { OffsetResetTable } from './offset-table.ts'
import type { ResetDone } from './reset-apply.ts'

export interface ResetToKeep extends ResetDone {
  readonly topic: string
  readonly to: KeptReset['to']
  readonly undoOf: string | null
}

/** @returns its ID */
export async function keepReset(
  { db, clock }: OffsetNeeds,
  caller: Caller,
  params: GroupParams,
  { topic, to, queues, outcomes, undoOf }: ResetToKeep,
): Promise<string> {
  const row: OffsetResetTable = {
    reset_id: randomUUID(),
    instance_id: params.instanceId,
    group: params.group,
    topic,
    target: to === null ? null : JSON.stringify(to),
    queues: JSON.stringify(queues),
    outcomes: JSON.stringify(outcomes),
    undo_of: undoOf,
    username: caller.username,
    created_at: clock.nowMs(),
  }
  await insertReset(db, row)
  return row.reset_id
}

/** @throws AppError NOT_FOUND */
export async function listResets(
  { db, clock, instances }: OffsetNeeds,
  caller: Caller,
  { instanceId, group }: GroupParams,
): Promise<ResponseOf<typeof offsetResetList>> {
  const { topics } = await instances.instanceFor(instanceId, caller)
  const rows = (await selectResets(db, { instance_id: instanceId, group })).filter(({ topic }) =>
    topics.sees(topic),
  )
  const undone = new Map(rows.flatMap(row => (row.undo_of === null ? [] : [[row.undo_of, row.reset_id]])))
  return {
    items: rows.map(row => presentReset(row, undone.get(row.reset_id) ?? null)),
    nextCursor: null,
    partial: null,
    asOf: toTimestamp(clock.nowMs()),
  }
}

const kept = offsetResetList.response.shape.items.element

function presentReset(row: OffsetResetTable, undoneBy: string | null): KeptReset {
  const queues = kept.shape.queues.parse(JSON.parse(row.queues))
  return {
    resetId: row.reset_id,
    topic: row.topic,
    to: row.target === null ? null : kept.shape.to.parse(JSON.parse(row.target)),
    queues,
    ...sumsOf(queues),
    outcomes: kept.shape.outcomes.parse(JSON.parse(row.outcomes)),
    undoOf: row.undo_of,
    undoneBy,
    username: row.username,
    createdAt: toTimestamp(row.created_at),
  }
}

/** Of the queues that were moved. */
export function sumsOf(queues: ResetDone['queues']): Pick<KeptReset, 'skipped' | 'repeated'> {
  const moved = queues.filter(({ ok }) => ok)
  return {
    skipped: toInt64(moved.reduce((sum, { skipped }) => sum + BigInt(skipped), 0n)),
    repeated: toInt64(moved.reduce((sum, { repeated }) => sum + BigInt(repeated), 0n)),
  }
}

/** Where the queues that were moved stood before. */
export function placesBefore(row: OffsetResetTable) {
  return kept.shape.queues
    .parse(JSON.parse(row.queues))
    .flatMap(({ brokerName, queueId, before, ok }) =>
      ok && before !== null ? [{ brokerName, queueId, offset: BigInt(before) }] : [],
    )
}
