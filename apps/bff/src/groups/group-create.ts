/** Makes a group: noted as pending, made on the brokers, noted as ready, or as incomplete with what each broker said. */
import type { BodyOf, groupCreate, ResponseOf } from '@gantry/contract'
import { accountIdIn } from '@gantry/rules'
import { withHolders } from '../platform/brokers/holdings.ts'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { requireWritable } from '../platform/brokers/require-writable.ts'
import { firstFailure, settlementOf } from '../platform/brokers/settlement.ts'
import { isForeignKeyViolation, isUniqueViolation } from '../platform/database/database-error.ts'
import { AppError } from '../platform/http/app-error.ts'
import type { Caller } from '../platform/http/caller.ts'
import { type GroupHoldings, readHoldings } from './group-inventory.ts'
import { wireGroupOf } from './group-names.ts'
import type { GroupNeeds } from './group-needs.ts'
import { presentGroup } from './group-present.ts'
import { specOf } from './group-spec.ts'
import { deleteGroup, insertGroup, settleGroup } from './group-store.ts'
import type { GroupTable } from './group-table.ts'

/**
 * @throws AppError CONFLICT for a name in use; the first failure when no broker has made it: then nothing of it is left
 */
export async function createGroup(
  needs: GroupNeeds,
  caller: Caller,
  { instanceId }: { readonly instanceId: string },
  { group, protocol, description }: BodyOf<typeof groupCreate>,
  signal: AbortSignal,
): Promise<ResponseOf<typeof groupCreate>> {
  const { db, clock, events, instances } = needs
  const handle = await instances.instanceFor(instanceId, caller)
  requireWritable(handle)
  const holdings = await readHoldings(handle, signal)
  const wireGroup = requireFreeName(handle.whole, group, holdings)
  const row: GroupTable = {
    instance_id: instanceId,
    group,
    protocol,
    description,
    state: 'PENDING',
    version: 0,
    made_by: caller.userId,
    made_by_account: caller.accountId === accountIdIn(instanceId) ? null : caller.accountId,
    created_at: clock.nowMs(),
  }
  await note(needs, row)
  await needs.grants.forgetGroup({ instanceId, group }, signal)
  const nodes = [...holdings.masters, ...holdings.failed.map(({ item }) => item)]
  const result = await handle.admin.groups.save(specOf(wireGroup, protocol), nodes, { signal })
  const { state, outcomes } = settlementOf(result)
  if (state === 'UNDONE') {
    await deleteGroup(db, row)
    throw firstFailure(result)
  }
  await settleGroup(db, row, state)
  events.publish({ type: 'groupCreated', data: { instanceId, group } })
  const made = withHolders<unknown>(holdings, wireGroup, result, undefined)
  return { group: presentGroup(handle.whole, group, { ...row, state }, made), outcomes }
}

function requireFreeName(handle: InstanceHandle, group: string, { byName }: GroupHoldings): string {
  const wireGroup = wireGroupOf(handle, group)
  if (wireGroup === undefined) throw nameTaken('RocketMQ uses this name itself: choose another one.')
  const holders = byName.get(wireGroup)?.map(({ node }) => node.brokerName)
  if (holders) throw nameTaken(`There is a group ${group} on ${holders.toSorted().join(', ')} already.`)
  return wireGroup
}

async function note({ db }: GroupNeeds, row: GroupTable): Promise<void> {
  try {
    await insertGroup(db, row)
  } catch (error) {
    if (isUniqueViolation(error)) {
      throw nameTaken(`The console has a group ${row.group} in this instance already.`, error)
    }
    if (isForeignKeyViolation(error)) {
      throw new AppError('NOT_FOUND', `The instance ${row.instance_id} was deleted meanwhile.`, {
        cause: error,
      })
    }
    throw error
  }
}

function nameTaken(message: string, cause?: unknown): AppError {
  return new AppError('CONFLICT', message, { cause, fields: [{ path: 'group', code: 'invalid', message }] })
}
