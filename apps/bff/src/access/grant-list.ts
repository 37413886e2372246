/** Who may what with a topic beside its owner, and whether brokers hold to it. */
import type { Grant, grantList, ResponseOf } from '@gantry/contract'
import { type BrokerNode, fanOut } from '@gantry/remoting'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { partialOf } from '../platform/brokers/partial-of.ts'
import { toTimestamp } from '../platform/clock.ts'
import { AppError } from '../platform/http/app-error.ts'
import type { Caller } from '../platform/http/caller.ts'
import type { TopicParams } from '../topics/topic-needs.ts'
import { selectAllKeys } from './access-key-store.ts'
import { isEnforced } from './broker-access.ts'
import type { GrantNeeds } from './grant-needs.ts'
import { authorisationOf, granteeNameOf, groupsOf, sourceIpsOf } from './grant-present.ts'
import { selectGrantsOf } from './grant-store.ts'
import type { GrantTable } from './grant-table.ts'
import { holds, isGrantee } from './grantee.ts'
import { madeUnder } from './made-groups.ts'

/** @throws AppError NOT_FOUND */
export async function listGrants(
  needs: GrantNeeds,
  caller: Caller,
  params: TopicParams,
  signal: AbortSignal,
): Promise<ResponseOf<typeof grantList>> {
  const { db, clock, instances } = needs
  const handle = await instances.instanceFor(params.instanceId, caller)
  const all = await selectGrantsOf(db, params)
  const nodes = await holdersOf(needs, handle, params, all.length > 0, signal)
  const { answered, failed } = await fanOut(nodes, node => isEnforced(handle.admin, node, signal), {
    placeOf: ({ addr }) => addr,
    signal,
  })
  // Who else was granted the topic is for those who see the whole instance.
  const rows = handle.isWhole ? all : all.filter(row => holds(caller, row))
  return {
    items: await presentGrants(needs, rows),
    nextCursor: null,
    partial: partialOf(failed),
    asOf: toTimestamp(clock.nowMs()),
    isOrphaned: nodes.length === 0,
    notEnforcedOn: answered.filter(({ value }) => !value).map(({ item }) => item.brokerName),
  }
}

/**
 * Masters that have the topic; none where it was deleted past the console while others may still use it.
 * @throws AppError NOT_FOUND, CONFLICT
 */
async function holdersOf(
  { topics }: GrantNeeds,
  handle: InstanceHandle,
  params: TopicParams,
  isGranted: boolean,
  signal: AbortSignal,
): Promise<readonly BrokerNode[]> {
  try {
    return (await topics.heldTopic(handle, params, signal)).nodes
  } catch (error) {
    const isGone = error instanceof AppError && (error.code === 'NOT_FOUND' || error.code === 'CONFLICT')
    if (isGone && isGranted) return []
    throw error
  }
}

/** Whom grants are for, and what they come to, in one look at people and keys whatever the number of grants. */
async function presentGrants(
  { db, accounts, groups, users }: GrantNeeds,
  rows: readonly GrantTable[],
): Promise<Grant[]> {
  if (rows.length === 0) return []
  const [people, known, made, keys] = await Promise.all([
    users.list(),
    accounts.list(),
    groups.made(),
    selectAllKeys(db),
  ])
  const living = keys.filter(({ secret_encrypted }) => secret_encrypted !== null)
  const keysOf = Map.groupBy(living, ({ user_id }) => user_id)
  return rows.map(row => ({
    grantId: row.grant_id,
    granteeType: row.account_id === null ? 'RAM_USER' : 'TENANT_ACCOUNT',
    grantee: row.account_id ?? people.find(({ userId }) => userId === row.user_id)?.username ?? '',
    granteeName: granteeNameOf(row, known, people),
    authorisation: authorisationOf(row),
    groups: groupsOf(row),
    madeGroups: madeUnder(row, made),
    sourceIps: sourceIpsOf(row),
    accessKeys: people
      .filter(user => isGrantee(user, row))
      .reduce((sum, { userId }) => sum + (keysOf.get(userId)?.length ?? 0), 0),
    createdAt: toTimestamp(row.created_at),
  }))
}

export async function presentGrant(needs: GrantNeeds, row: GrantTable): Promise<Grant> {
  const [grant] = await presentGrants(needs, [row])
  if (!grant) throw new Error('A grant is presented for each row.')
  return grant
}
