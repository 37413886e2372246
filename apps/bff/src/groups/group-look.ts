/** One round to the brokers: where a group is, and its figures. */
import type { GroupLiveState } from '@gantry/remoting'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { type FoundGroup, findEverywhere } from './group-inventory.ts'
import { requireWireGroup } from './group-names.ts'
import type { GroupNeeds, GroupParams } from './group-needs.ts'

export interface GroupLook {
  readonly found: FoundGroup
  /** Undefined for a group that no broker has. */
  readonly state: GroupLiveState | undefined
}

/** @throws AppError NOT_FOUND; the failure of a broker that might have it when no other has */
export async function lookAtGroup(
  { db }: Pick<GroupNeeds, 'db'>,
  handle: InstanceHandle,
  params: GroupParams,
  signal: AbortSignal,
): Promise<GroupLook> {
  const wireGroup = requireWireGroup(handle, params)
  const [found, [state]] = await Promise.all([
    findEverywhere(db, handle, params, signal),
    handle.admin.consumption.liveStates([wireGroup], { signal }),
  ])
  return { found, state: found.holdings.byName.has(wireGroup) ? state : undefined }
}
