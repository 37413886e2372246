/** Changes what the console says of a group. Nothing happens on the brokers, which may be away. */
import type { BodyOf, Group, groupUpdate } from '@gantry/contract'
import { nothingKnown } from '../platform/brokers/holdings.ts'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { AppError } from '../platform/http/app-error.ts'
import type { Caller } from '../platform/http/caller.ts'
import { findEverywhere, readHoldings } from './group-inventory.ts'
import { requireWireGroup } from './group-names.ts'
import type { GroupNeeds, GroupParams } from './group-needs.ts'
import { presentGroup } from './group-present.ts'
import { describeGroup, findGroup } from './group-store.ts'
import type { GroupTable } from './group-table.ts'

/**
 * @returns also the description before
 * @throws AppError NOT_FOUND, CONFLICT with the group as it is now
 */
export async function updateGroup(
  { db, events, instances }: GroupNeeds,
  caller: Caller,
  params: GroupParams,
  change: BodyOf<typeof groupUpdate>,
  signal: AbortSignal,
): Promise<{ readonly before: string; readonly group: Group }> {
  const handle = await instances.instanceFor(params.instanceId, caller)
  const key = { instance_id: params.instanceId, group: params.group }
  const before = await findGroup(db, key)
  const row = await describeGroup(db, key, change)
  // Of the version that it has replaced: nobody came between.
  if (row && before) {
    events.publish({ type: 'groupUpdated', data: { ...params } })
    return { before: before.description, group: await present(handle, params, row, signal) }
  }
  const current = await findGroup(db, key)
  if (!current) {
    await findEverywhere(db, handle, params, signal)
    throw new AppError(
      'CONFLICT',
      `The console has no description of ${params.group} yet: adopt the group first.`,
    )
  }
  throw new AppError('CONFLICT', `${params.group} was changed meanwhile: look at it before you save yours.`, {
    current: await present(handle, params, current, signal),
  })
}

async function present(
  handle: InstanceHandle,
  params: GroupParams,
  row: GroupTable,
  signal: AbortSignal,
): Promise<Group> {
  requireWireGroup(handle, params)
  const holdings = await readHoldings(handle, signal).catch(nothingKnown)
  return presentGroup(handle, params.group, row, holdings)
}
