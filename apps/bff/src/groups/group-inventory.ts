/** Both sides of an instance's groups: what the brokers have, and what the console noted. */
import type { FanOutFailure } from '@gantry/remoting'
import type { SubscriptionGroupConfig } from '@gantry/remoting/requests'
import type { Kysely } from 'kysely'
import { type Holdings, holdingsOf } from '../platform/brokers/holdings.ts'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import type { Database } from '../platform/database/database.ts'
import { noSuchGroup, ownGroup, requireWireGroup } from './group-names.ts'
import type { GroupParams } from './group-needs.ts'
import { findGroup, selectGroups } from './group-store.ts'
import type { GroupTable } from './group-table.ts'

export type GroupHoldings = Holdings<SubscriptionGroupConfig>

export interface GroupInventory {
  readonly holdings: GroupHoldings
  readonly rows: ReadonlyMap<string, GroupTable>
  /** Of every group, with the namespace off. */
  readonly names: ReadonlySet<string>
}

/** @throws RemotingError when no broker answers */
export async function readInventory(
  db: Kysely<Database>,
  handle: InstanceHandle,
  signal: AbortSignal,
): Promise<GroupInventory> {
  const [rows, holdings] = await Promise.all([
    selectGroups(db, handle.instance.instance_id),
    readHoldings(handle, signal),
  ])
  const noted = rows.map(({ group }) => group).filter(handle.groups.sees)
  const names = new Set([...noted, ...heldGroups(handle, holdings)])
  return { holdings, rows: new Map(rows.map(row => [row.group, row])), names }
}

export async function readHoldings({ admin }: InstanceHandle, signal: AbortSignal): Promise<GroupHoldings> {
  return holdingsOf(await admin.groups.configs({ signal }))
}

/** Groups of the instance that brokers have, with the namespace off. */
export function heldGroups(handle: InstanceHandle, { byName }: GroupHoldings): string[] {
  return [...byName.keys()].flatMap(wireGroup => ownGroup(handle, wireGroup) ?? [])
}

export interface FoundGroup {
  readonly handle: InstanceHandle
  readonly wireGroup: string
  readonly row: GroupTable | undefined
  readonly holdings: GroupHoldings
}

/**
 * One group, wherever it is.
 * @throws AppError NOT_FOUND; the failure of a broker that might have it when no other has
 */
export async function findEverywhere(
  db: Kysely<Database>,
  handle: InstanceHandle,
  params: GroupParams,
  signal: AbortSignal,
): Promise<FoundGroup> {
  const wireGroup = requireWireGroup(handle, params)
  const [row, holdings] = await Promise.all([
    findGroup(db, { instance_id: handle.instance.instance_id, group: params.group }),
    readHoldings(handle, signal),
  ])
  if (!row && !holdings.byName.has(wireGroup)) absent(params, holdings.failed)
  return { handle, wireGroup, row, holdings }
}

function absent(params: GroupParams, failed: ReadonlyArray<FanOutFailure<unknown>>): never {
  const [failure] = failed
  if (failure) throw failure.error
  return noSuchGroup(params)
}
