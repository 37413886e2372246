/** Takes names out of grants when topics and groups go. */
import type { GrantsDoor } from '../platform/brokers/grants-door.ts'
import type { AccessNeeds } from './access-needs.ts'
import type { AccessService } from './access-service.ts'
import { deleteGrantsOf, dropGroup } from './grant-store.ts'
import type { GrantTable } from './grant-table.ts'

type Needs = Pick<AccessNeeds, 'db' | 'users'> & { readonly access: Pick<AccessService, 'settleGrantees'> }

export function createGrantsDoor(needs: Needs): GrantsDoor {
  const { db } = needs
  return {
    forgetTopic: async (topic, signal) => settle(needs, await deleteGrantsOf(db, topic), signal),
    forgetGroup: async (group, signal) => settle(needs, await dropGroup(db, group), signal),
  }
}

/** @returns the names of users, and the IDs of accounts */
async function settle(
  { users, access }: Needs,
  rows: readonly GrantTable[],
  signal: AbortSignal,
): Promise<string[]> {
  if (rows.length === 0) return []
  await access.settleGrantees(rows, signal)
  const people = await users.list()
  return rows.flatMap(
    ({ account_id, user_id }) =>
      account_id ?? people.find(({ userId }) => userId === user_id)?.username ?? [],
  )
}
