import { type Account, accountCreate, accountDelete, accountList, type Blocker } from '@gantry/contract'
import type { AccessService } from '../access/access-service.ts'
import type { InstanceService } from '../instances/instance-service.ts'
import { type Clock, toTimestamp } from '../platform/clock.ts'
import { AppError } from '../platform/http/app-error.ts'
import { type Operation, operation } from '../platform/http/operation.ts'
import { pageOf, type Sorting } from '../platform/http/page-of.ts'
import { requireConfirmed } from '../platform/http/require-confirmed.ts'
import type { UserService } from '../session/user-service.ts'
import type { AccountService } from './account-service.ts'
import type { AccountTable } from './account-table.ts'

interface AccountNeeds {
  readonly clock: Clock
  readonly accounts: AccountService
  readonly users: Pick<UserService, 'list'>
  readonly instances: Pick<InstanceService, 'blockersOf' | 'countsByAccount'>
  readonly access: Pick<AccessService, 'grantsTo'>
}

export function accountOperations(needs: AccountNeeds): Operation[] {
  const { clock, accounts } = needs
  return [
    operation(accountList, async ({ query }) => {
      const found = (await accounts.list()).filter(row => isAsked(row, query.q ?? ''))
      const { rows, nextCursor } = pageOf(found, { ...query, sort: query.sort ?? 'name' }, SORTING)
      const present = await presenter(needs)
      return { items: rows.map(present), nextCursor, partial: null, asOf: toTimestamp(clock.nowMs()) }
    }),
    operation(accountCreate, async ({ body: { name }, audit }) => {
      audit.target(`account ${name}`)
      const row = await accounts.create(name)
      audit.target(`account ${row.account_id}`)
      audit.change(null, { name })
      const present = await presenter(needs)
      return present(row)
    }),
    operation(accountDelete, async ({ params: { accountId }, query: { confirm }, audit }) => {
      audit.target(`account ${accountId}`)
      const { name } = await accounts.find(accountId)
      requireConfirmed(confirm, name)
      const blockers = await ownedBy(needs, accountId)
      if (blockers.length > 0) {
        throw new AppError('IN_USE', `Instances or users belong to ${name}: delete them first.`, { blockers })
      }
      // They go with the account.
      const grants = await needs.access.grantsTo({ accountId })
      await accounts.remove(accountId)
      audit.change({ name, grants }, null)
    }),
  ]
}

const SORTING: Sorting<AccountTable> = {
  key: ({ account_id }) => account_id,
  columns: {
    name: ({ name }) => name.toLowerCase(),
    accountId: ({ account_id }) => account_id,
    createdAt: ({ created_at }) => created_at,
  },
}

function isAsked({ name, account_id }: AccountTable, q: string): boolean {
  return `${name}\n${account_id}`.toLowerCase().includes(q.toLowerCase())
}

async function ownedBy({ users, instances }: AccountNeeds, accountId: string): Promise<Blocker[]> {
  const people = (await users.list()).filter(user => user.accountId === accountId)
  const named = people.map(({ username }) => ({ kind: 'user', name: username }))
  return [...(await instances.blockersOf(accountId)), ...named]
}

/** Counts once for however many accounts. */
async function presenter({
  accounts,
  users,
  instances,
}: AccountNeeds): Promise<(row: AccountTable) => Account> {
  const [people, instanceCounts] = await Promise.all([users.list(), instances.countsByAccount()])
  const members = Map.groupBy(people, ({ accountId }) => accountId)
  return row => ({
    accountId: row.account_id,
    name: row.name,
    isFirst: row.account_id === accounts.firstId,
    users: members.get(row.account_id)?.length ?? 0,
    instances: instanceCounts.get(row.account_id) ?? 0,
    createdAt: toTimestamp(row.created_at),
  })
}
