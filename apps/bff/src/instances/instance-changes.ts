/** Making, changing and deleting what the console knows of instances. Nothing here reaches a broker. */
import { randomInt } from 'node:crypto'
import type { BodyOf, Instance, instanceCreate, instanceUpdate } from '@gantry/contract'
import { newInstanceId } from '@gantry/rules'
import { isForeignKeyViolation, isUniqueViolation } from '../platform/database/database-error.ts'
import { AppError } from '../platform/http/app-error.ts'
import type { Caller } from '../platform/http/caller.ts'
import { handleOf, openInstance } from './instance-door.ts'
import { usageOf } from './instance-list.ts'
import type { InstanceNeeds } from './instance-needs.ts'
import { presentInstance } from './instance-present.ts'
import { findDefaultInstance, findInstanceNamed, insertInstance, updateInstance } from './instance-store.ts'
import type { InstanceTable } from './instance-table.ts'
import type { OwnHandle } from './own-handle.ts'
import { requireRoom } from './specification.ts'

/** @throws AppError NOT_FOUND for a cluster or an account that is not there, FORBIDDEN, CONFLICT for a name in use or a second default instance */
export async function createInstance(
  needs: InstanceNeeds,
  caller: Caller,
  wanted: BodyOf<typeof instanceCreate>,
  signal: AbortSignal,
): Promise<Instance> {
  const cluster = await needs.clusters.find(wanted.clusterId)
  if (cluster === undefined) throw noSuchCluster()
  const row = await insertNew(needs, await ownerFor(needs, caller, wanted), wanted)
  needs.events.publish({ type: 'instanceCreated', data: { instanceId: row.instance_id } })
  const handle = handleOf(needs, row, cluster)
  return presentInstance(handle, await usageOf(needs, handle, signal))
}

/** @throws AppError NOT_FOUND for an account that is not there or not the caller's, FORBIDDEN */
async function ownerFor(
  { accounts }: InstanceNeeds,
  caller: Caller,
  { accountId, hasNamespace }: BodyOf<typeof instanceCreate>,
): Promise<string> {
  if (caller.role === 'administrator') {
    const id = accountId ?? accounts.firstId
    if (!(await accounts.isThere(id))) throw noSuchAccount()
    return id
  }
  if (caller.accountId === null || (accountId ?? caller.accountId) !== caller.accountId) throw noSuchAccount()
  if (!hasNamespace) {
    // It adopts what lives on the cluster without a namespace, whosever it is.
    throw new AppError('FORBIDDEN', 'An instance without a namespace is made by an administrator.')
  }
  return caller.accountId
}

function noSuchAccount(): AppError {
  const message = 'There is no such tenant account: it may have been deleted.'
  const fields = [{ path: 'accountId', code: 'invalid', message }]
  return new AppError('NOT_FOUND', message, { fields })
}

/** IDs are random: so many are tried before something else must be wrong. */
const ATTEMPTS = 3
const RANDOM_STEPS = 1_000_000

/** @throws as createInstance */
export async function insertNew(
  needs: Pick<InstanceNeeds, 'db' | 'clock'>,
  accountId: string,
  wanted: BodyOf<typeof instanceCreate>,
): Promise<InstanceTable> {
  const { db, clock } = needs
  for (let attempt = 1; ; attempt++) {
    const row: InstanceTable = {
      instance_id: newInstanceId(accountId, () => randomInt(RANDOM_STEPS) / RANDOM_STEPS),
      account_id: accountId,
      cluster_id: wanted.clusterId,
      name: wanted.name,
      description: wanted.description,
      has_namespace: Number(wanted.hasNamespace),
      ...columnsOf(wanted.specification),
      version: 0,
      created_at: clock.nowMs(),
    }
    try {
      await insertInstance(db, row)
      return row
    } catch (error) {
      if (isForeignKeyViolation(error)) throw noSuchCluster(error)
      if (!isUniqueViolation(error)) throw error
      const taken = await whatIsTaken(needs, row, error)
      if (taken) throw taken
      if (attempt === ATTEMPTS) throw error
    }
  }
}

/**
 * What is left out stays as it is.
 * @throws AppError NOT_FOUND, CONFLICT for a name in use or a version that is not the present one, LIMIT_EXCEEDED for a
 *   specification below what is in use, BROKER_UNAVAILABLE when nobody can say what is in use
 */
export async function changeInstance(
  needs: InstanceNeeds,
  instanceId: string,
  wanted: BodyOf<typeof instanceUpdate>,
  signal: AbortSignal,
): Promise<{ readonly before: Instance; readonly after: Instance }> {
  const { db, events } = needs
  const before = await openInstance(needs, instanceId)
  const usage = await usageOf(needs, before, signal)
  if (before.instance.version !== wanted.version) throw changedMeanwhile(before, usage)
  if (wanted.specification) requireRoom(before.instance, wanted.specification, usage)
  const row: InstanceTable = {
    ...before.instance,
    name: wanted.name ?? before.instance.name,
    description: wanted.description ?? before.instance.description,
    ...(wanted.specification && columnsOf(wanted.specification)),
    version: before.instance.version + 1,
  }
  try {
    const isDone = await updateInstance(db, row)
    if (!isDone) throw changedMeanwhile(await openInstance(needs, instanceId), usage)
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw (await whatIsTaken(needs, row, error)) ?? error
  }
  events.publish({ type: 'instanceUpdated', data: { instanceId } })
  return {
    before: presentInstance(before, usage),
    after: presentInstance({ ...before, instance: row }, usage),
  }
}

function columnsOf({ maxTopics, inboundTps, outboundTps }: BodyOf<typeof instanceCreate>['specification']) {
  return { max_topics: maxTopics, inbound_tps: inboundTps, outbound_tps: outboundTps }
}

async function whatIsTaken(
  { db }: Pick<InstanceNeeds, 'db'>,
  row: InstanceTable,
  cause: unknown,
): Promise<AppError | undefined> {
  const namesake = await findInstanceNamed(db, row.account_id, row.name)
  if (namesake && namesake.instance_id !== row.instance_id) {
    return taken('name', `There is an instance named ${row.name} already.`, cause)
  }
  const other = row.has_namespace === 0 ? await findDefaultInstance(db, row.cluster_id) : undefined
  if (other === undefined) return undefined
  const message = `The cluster has an instance without a namespace already: ${other.name}. There can be one.`
  return taken('hasNamespace', message, cause)
}

function taken(path: string, message: string, cause: unknown): AppError {
  return new AppError('CONFLICT', message, { cause, fields: [{ path, code: 'invalid', message }] })
}

function changedMeanwhile(handle: OwnHandle, usage: Parameters<typeof presentInstance>[1]): AppError {
  const detail = 'The instance was changed meanwhile: look at what it is now, then save again.'
  return new AppError('CONFLICT', detail, { current: presentInstance(handle, usage) })
}

function noSuchCluster(cause?: unknown): AppError {
  const message = 'There is no such cluster: it may have been removed.'
  const fields = [{ path: 'clusterId', code: 'invalid', message }]
  return new AppError('NOT_FOUND', message, { cause, fields })
}
