/** Who may what with a topic beside its owner, and whether brokers hold to it. */
import type { Grant, grantList, ResponseOf } from '@gantry/contract'
import { fanOut } from '@gantry/remoting'
import { partialOf } from '../platform/brokers/partial-of.ts'
import { toTimestamp } from '../platform/clock.ts'
import type { Caller } from '../platform/http/caller.ts'
import type { TopicParams } from '../topics/topic-needs.ts'
import { isEnforced } from './broker-access.ts'
import type { GrantNeeds } from './grant-needs.ts'
import { authorisationOf, groupsOf } from './grant-present.ts'
import { selectGrantsOf } from './grant-store.ts'
import type { GrantTable } from './grant-table.ts'
import { holds, isGrantee } from './grantee.ts'

/** @throws AppError NOT_FOUND */
export async function listGrants(
  needs: GrantNeeds,
  caller: Caller,
  params: TopicParams,
  signal: AbortSignal,
): Promise<ResponseOf<typeof grantList>> {
  const { db, clock, instances, topics } = needs
  const handle = await instances.instanceFor(params.instanceId, caller)
  const { nodes } = await topics.heldTopic(handle, params, signal)
  const { answered, failed } = await fanOut(nodes, node => isEnforced(handle.admin, node, signal), {
    placeOf: ({ addr }) => addr,
    signal,
  })
  const all = await selectGrantsOf(db, params)
  // Who else was granted the topic is for those who see the whole instance.
  const rows = handle.isWhole ? all : all.filter(row => holds(caller, row))
  return {
    items: await Promise.all(rows.map(row => presentGrant(needs, row))),
    nextCursor: null,
    partial: partialOf(failed),
    asOf: toTimestamp(clock.nowMs()),
    notEnforcedOn: answered.filter(({ value }) => !value).map(({ item }) => item.brokerName),
  }
}

export async function presentGrant({ access, accounts, users }: GrantNeeds, row: GrantTable): Promise<Grant> {
  const [people, known] = await Promise.all([users.list(), accounts.list()])
  const keys = await Promise.all(
    people.filter(user => isGrantee(user, row)).map(({ userId }) => access.keysOf(userId)),
  )
  const account = known.find(({ account_id }) => account_id === row.account_id)
  const user = people.find(({ userId }) => userId === row.user_id)
  return {
    grantId: row.grant_id,
    granteeType: row.account_id === null ? 'RAM_USER' : 'TENANT_ACCOUNT',
    grantee: row.account_id ?? user?.username ?? '',
    granteeName: account?.name ?? user?.username ?? '',
    authorisation: authorisationOf(row),
    groups: groupsOf(row),
    accessKeys: keys.flat().length,
    createdAt: toTimestamp(row.created_at),
  }
}
