/** Gives and takes back what others may do with a topic. */
import { randomUUID } from 'node:crypto'
import type { BodyOf, Grant, grantCreate } from '@gantry/contract'
import { accountIdIn, sourceIpOf } from '@gantry/rules'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { requireWritable } from '../platform/brokers/require-writable.ts'
import { AppError } from '../platform/http/app-error.ts'
import type { Caller } from '../platform/http/caller.ts'
import type { TopicParams } from '../topics/topic-needs.ts'
import { presentGrant } from './grant-list.ts'
import type { GrantNeeds } from './grant-needs.ts'
import { deleteGrant, saveGrant, selectGrantsOf } from './grant-store.ts'
import type { GrantTable } from './grant-table.ts'

type Wanted = BodyOf<typeof grantCreate>

/**
 * Only the row: what is to be.
 * @throws AppError NOT_FOUND for a topic, grantee or group that is not there, CONFLICT for the owner
 */
export async function createGrant(
  needs: GrantNeeds,
  caller: Caller,
  params: TopicParams,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<{ before: Grant | null; grant: Grant; row: GrantTable }> {
  const handle = await needs.instances.instanceFor(params.instanceId, caller)
  requireWritable(handle)
  await needs.topics.heldTopic(handle, params, signal)
  const subscribe = wanted.authorisation !== 'PUBLISH'
  if (subscribe) await requireGroups(needs, handle, wanted.groups, signal)
  const grantee = await granteeOf(needs, params.instanceId, wanted)
  const known = (await selectGrantsOf(needs.db, params)).find(
    ({ account_id, user_id }) => account_id === grantee.account_id && user_id === grantee.user_id,
  )
  const before = known ? await presentGrant(needs, known) : null
  const row = await saveGrant(needs.db, {
    grant_id: randomUUID(),
    instance_id: params.instanceId,
    topic: params.topic,
    ...grantee,
    publish: Number(wanted.authorisation !== 'SUBSCRIBE'),
    subscribe: Number(subscribe),
    groups: JSON.stringify(subscribe ? [...new Set(wanted.groups)] : []),
    source_ips: JSON.stringify([...new Set(wanted.sourceIps.flatMap(typed => sourceIpOf(typed) ?? []))]),
    created_at: needs.clock.nowMs(),
  })
  return { before, grant: await presentGrant(needs, row), row }
}

/** As {@link createGrant}, the row alone. @throws AppError NOT_FOUND */
export async function revokeGrant(
  needs: GrantNeeds,
  caller: Caller,
  params: TopicParams & { readonly grantId: string },
): Promise<{ revoked: Grant; row: GrantTable }> {
  await needs.instances.instanceFor(params.instanceId, caller)
  const row = await deleteGrant(needs.db, params)
  if (!row) throw new AppError('NOT_FOUND', 'The topic has no such grant: it may have been revoked already.')
  return { revoked: await presentGrant(needs, row), row }
}

async function requireGroups(
  { groups }: GrantNeeds,
  handle: InstanceHandle,
  wanted: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  if (wanted.length === 0) return
  const { instance_id } = handle.instance
  const held = (await groups.namesOf([handle], signal)).get(instance_id)?.names
  const missing = wanted.find(group => !held?.has(group))
  if (missing !== undefined)
    throw refused('NOT_FOUND', 'groups', `There is no group ${missing} in ${instance_id}.`)
}

async function granteeOf(
  { accounts, users }: GrantNeeds,
  instanceId: string,
  { granteeType, grantee }: Wanted,
): Promise<Pick<GrantTable, 'account_id' | 'user_id'>> {
  const ownerId = accountIdIn(instanceId)
  if (granteeType === 'TENANT_ACCOUNT') {
    if (grantee === ownerId) throw needsNone()
    if (!(await accounts.isThere(grantee))) {
      throw refused('NOT_FOUND', 'grantee', 'There is no tenant account with this ID.')
    }
    return { account_id: grantee, user_id: null }
  }
  const user = (await users.list()).find(({ username }) => username === grantee.toLowerCase())
  if (!user || user.accountId !== ownerId) {
    throw refused('NOT_FOUND', 'grantee', 'The account that owns the instance has no user of this name.')
  }
  if (user.role === 'tenantAdministrator') throw needsNone()
  return { account_id: null, user_id: user.userId }
}

function needsNone(): AppError {
  return refused('CONFLICT', 'grantee', 'The owner of a topic needs no grant.')
}

function refused(code: 'NOT_FOUND' | 'CONFLICT', path: string, message: string): AppError {
  return new AppError(code, message, { fields: [{ path, code: 'invalid', message }] })
}
