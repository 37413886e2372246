/** Deletes a group from every broker and then from the console's memory. */
import type { Group } from '@gantry/contract'
import { requireWritable } from '../platform/brokers/require-writable.ts'
import { firstFailure } from '../platform/brokers/settlement.ts'
import type { Caller } from '../platform/http/caller.ts'
import { requireConfirmed } from '../platform/http/require-confirmed.ts'
import { findEverywhere } from './group-inventory.ts'
import type { GroupNeeds, GroupParams } from './group-needs.ts'
import { presentGroup } from './group-present.ts'
import { removeEverywhere } from './group-removal.ts'
import { deleteGroup, settleGroup } from './group-store.ts'

/**
 * @param confirm the group's ID once more
 * @returns what it was, and whose grants named it
 * @throws AppError VALIDATION, NOT_FOUND; the first failure when a broker has not deleted it: the group is incomplete then, and
 *   deleting it again goes on
 */
export async function removeGroup(
  { db, events, grants, instances }: GroupNeeds,
  caller: Caller,
  params: GroupParams,
  confirm: string,
  signal: AbortSignal,
): Promise<{ readonly group: Group; readonly grantees: string[] }> {
  requireConfirmed(confirm, params.group)
  const handle = await instances.instanceFor(params.instanceId, caller)
  requireWritable(handle)
  const { row, wireGroup, holdings } = await findEverywhere(db, handle, params, signal)
  const result = await removeEverywhere(handle, wireGroup, signal)
  if (result.failed.length > 0) {
    if (row) await settleGroup(db, row, 'INCOMPLETE')
    throw firstFailure(result)
  }
  const grantees = await grants.forgetGroup(params, signal)
  if (row) await deleteGroup(db, row)
  events.publish({ type: 'groupDeleted', data: { ...params } })
  return { group: presentGroup(handle, params.group, row, holdings), grantees }
}
