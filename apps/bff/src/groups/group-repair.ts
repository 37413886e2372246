/** Settles a group that is not where it should be. Each choice may be made again when it has come only half way. */
import type { Group, groupRepair, ResponseOf } from '@gantry/contract'
import { REPAIR_ACTIONS, type RepairChoice } from '@gantry/rules'
import { withHolders, withoutHolders } from '../platform/brokers/holdings.ts'
import { requireWritable } from '../platform/brokers/require-writable.ts'
import { settlementOf } from '../platform/brokers/settlement.ts'
import { isUniqueViolation } from '../platform/database/database-error.ts'
import { AppError } from '../platform/http/app-error.ts'
import type { Caller } from '../platform/http/caller.ts'
import { type FoundGroup, findEverywhere } from './group-inventory.ts'
import type { GroupNeeds, GroupParams } from './group-needs.ts'
import { presentGroup } from './group-present.ts'
import { removeEverywhere } from './group-removal.ts'
import { specOf } from './group-spec.ts'
import { deleteGroup, insertGroup, settleGroup } from './group-store.ts'
import type { GroupTable } from './group-table.ts'

type Repaired = ResponseOf<typeof groupRepair>
type Managed = FoundGroup & { readonly row: GroupTable }

/** @throws AppError NOT_FOUND; CONFLICT for what does not settle a group in its state */
export async function repairGroup(
  needs: GroupNeeds,
  caller: Caller,
  params: GroupParams,
  action: RepairChoice,
  signal: AbortSignal,
): Promise<{ readonly before: Group; readonly repaired: Repaired }> {
  const handle = await needs.instances.instanceFor(params.instanceId, caller)
  const found = await findEverywhere(needs.db, handle, params, signal)
  const before = presentGroup(handle, params.group, found.row, found.holdings)
  if (!REPAIR_ACTIONS[before.state].includes(action)) {
    throw new AppError('CONFLICT', `${params.group} is ${before.state}: to ${action} does not settle that.`)
  }
  const repaired = await repair(needs, found, params, action, signal)
  needs.events.publish({ type: 'groupRepaired', data: { ...params } })
  return { before, repaired }
}

function repair(
  needs: GroupNeeds,
  found: FoundGroup,
  params: GroupParams,
  action: RepairChoice,
  signal: AbortSignal,
): Promise<Repaired> {
  const { row } = found
  if (!row) return adopt(needs, found, params)
  if (action === 'finish') return finish(needs, { ...found, row }, params, signal)
  return action === 'undo'
    ? undo(needs, { ...found, row }, params, signal)
    : forget(needs, row, params, signal)
}

/** Makes the group where it is missing. */
async function finish(
  { db }: GroupNeeds,
  { handle, wireGroup, row, holdings }: Managed,
  params: GroupParams,
  signal: AbortSignal,
): Promise<Repaired> {
  requireWritable(handle)
  const holders = holdings.byName.get(wireGroup) ?? []
  const holding = new Set(holders.map(({ node }) => node.addr))
  const known = [...holdings.masters, ...holdings.failed.map(({ item }) => item)]
  const spec = specOf(wireGroup, row.protocol, holders[0]?.config)
  const missing = known.filter(({ addr }) => !holding.has(addr))
  const result = await handle.admin.groups.save(spec, missing, { signal })
  const { state, outcomes } = settlementOf(result)
  const settled = { ...row, state: state === 'UNDONE' ? row.state : state }
  await settleGroup(db, row, settled.state)
  const made = withHolders<unknown>(holdings, wireGroup, result, undefined)
  return { group: presentGroup(handle, params.group, settled, made), outcomes }
}

/** Takes the group away again, as if it had never been asked for. */
async function undo(
  { db, grants }: GroupNeeds,
  { handle, wireGroup, row, holdings }: Managed,
  params: GroupParams,
  signal: AbortSignal,
): Promise<Repaired> {
  requireWritable(handle)
  if (row.state === 'READY') {
    throw new AppError('CONFLICT', `${params.group} was whole before: finish it, or delete it.`)
  }
  const result = await removeEverywhere(handle, wireGroup, signal)
  const { state, outcomes } = settlementOf(result)
  if (state === 'READY') {
    await grants.forgetGroup(params, signal)
    await deleteGroup(db, row)
    return { group: null, outcomes }
  }
  const left = withoutHolders(holdings, wireGroup, result)
  return { group: presentGroup(handle, params.group, row, left), outcomes }
}

async function forget(
  { db, grants }: GroupNeeds,
  row: GroupTable,
  params: GroupParams,
  signal: AbortSignal,
): Promise<Repaired> {
  await grants.forgetGroup(params, signal)
  await deleteGroup(db, row)
  return { group: null, outcomes: [] }
}

/** Manages a group that others have made; nothing changes on the brokers. */
async function adopt(
  { db, clock }: GroupNeeds,
  { handle, holdings }: FoundGroup,
  params: GroupParams,
): Promise<Repaired> {
  const row: GroupTable = {
    instance_id: params.instanceId,
    group: params.group,
    protocol: 'TCP',
    description: '',
    state: 'READY',
    version: 0,
    made_by: null,
    made_by_account: null,
    created_at: clock.nowMs(),
  }
  try {
    await insertGroup(db, row)
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new AppError('CONFLICT', `${params.group} has been adopted meanwhile.`, { cause: error })
  }
  return { group: presentGroup(handle, params.group, row, holdings), outcomes: [] }
}
