/** What other capabilities ask of groups. */
import { type HeldNames, heldNames } from '../platform/brokers/held-names.ts'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import type { Caller } from '../platform/http/caller.ts'
import { heldGroups, readHoldings } from './group-inventory.ts'
import { type GroupLook, lookAtGroup } from './group-look.ts'
import type { GroupNeeds, GroupParams } from './group-needs.ts'
import { ensureNoted, type GroupToNote } from './group-note.ts'
import {
  deleteGroupsOf,
  type MadeGroup,
  selectGroupNames,
  selectGroupsMadeBy,
  selectMadeGroups,
} from './group-store.ts'

export type { MadeGroup }

export interface GroupService {
  /** By instance ID. */
  namesOf(handles: readonly InstanceHandle[], signal: AbortSignal): Promise<ReadonlyMap<string, HeldNames>>
  /**
   * Where a group is, with what the masters say of its progress and clients.
   * @throws AppError NOT_FOUND; the failure of a broker that might have it when no other has
   */
  lookAt(handle: InstanceHandle, params: GroupParams, signal: AbortSignal): Promise<GroupLook>
  /** Groups that a user has made in the console, and those that others of its account have made in instances of other accounts. */
  madeBy(caller: Pick<Caller, 'userId' | 'accountId'>): Promise<MadeGroup[]>
  /** Whoever has made them. */
  made(): Promise<MadeGroup[]>
  /** Notes groups that somebody else makes on the brokers. What is noted already stays. */
  ensureNoted(instanceId: string, groups: readonly GroupToNote[]): Promise<void>
  /** Forgets what is noted of an instance's groups. Nothing happens on the brokers. */
  forgetNoted(instanceId: string): Promise<void>
}

export function createGroupService(needs: Pick<GroupNeeds, 'db' | 'clock'>): GroupService {
  const { db } = needs
  return {
    namesOf: (handles, signal) =>
      heldNames(handles, {
        kind: 'groups',
        holdings: handle => readHoldings(handle, signal),
        held: heldGroups,
        noted: async instanceIds => {
          const rows = Map.groupBy(await selectGroupNames(db, instanceIds), row => row.instance_id)
          return new Map([...rows].map(([instanceId, keys]) => [instanceId, keys.map(({ group }) => group)]))
        },
      }),
    lookAt: (handle, params, signal) => lookAtGroup(needs, handle, params, signal),
    madeBy: caller => selectGroupsMadeBy(db, caller),
    made: () => selectMadeGroups(db),
    ensureNoted: (instanceId, groups) => ensureNoted(needs, instanceId, groups),
    forgetNoted: instanceId => deleteGroupsOf(db, instanceId),
  }
}
