/** Tenant accounts: what owns instances and users. */

import type { AppContext } from '../platform/context.ts'
import { isForeignKeyViolation, isUniqueViolation } from '../platform/database/database-error.ts'
import { AppError } from '../platform/http/app-error.ts'
import { refusal } from '../platform/http/refusal.ts'
import { deleteAccount, findAccount, insertAccount, selectAccounts } from './account-store.ts'
import type { AccountTable } from './account-table.ts'
import { ensureFirstAccount, newAccountId } from './first-account.ts'

export interface AccountService {
  /** Of the installation itself. */
  readonly firstId: string
  isThere(accountId: string): Promise<boolean>
  /** By name. */
  list(): Promise<AccountTable[]>
  /** @throws AppError NOT_FOUND */
  find(accountId: string): Promise<AccountTable>
  /** @throws AppError CONFLICT for a name in use */
  create(name: string): Promise<AccountTable>
  /** @throws AppError NOT_FOUND, IN_USE for the first one and for one that owns something */
  remove(accountId: string): Promise<void>
}

export async function createAccountService({
  db,
  clock,
}: Pick<AppContext, 'db' | 'clock'>): Promise<AccountService> {
  const firstId = await ensureFirstAccount(db, clock)
  return {
    firstId,
    isThere: async accountId => (await findAccount(db, accountId)) !== undefined,
    list: () => selectAccounts(db),
    find: async accountId => (await findAccount(db, accountId)) ?? noSuchAccount(),
    async create(name) {
      const row: AccountTable = { account_id: newAccountId(), name, created_at: clock.nowMs() }
      try {
        await insertAccount(db, row)
        return row
      } catch (error) {
        if (isUniqueViolation(error)) throw nameTaken(name, error)
        throw error
      }
    },
    async remove(accountId) {
      if (accountId === firstId) throw new AppError('IN_USE', 'The account of the installation stays.')
      try {
        const isDone = await deleteAccount(db, accountId)
        if (!isDone) noSuchAccount()
      } catch (error) {
        if (!isForeignKeyViolation(error)) throw error
        throw new AppError('IN_USE', 'Something was given to the account just now: look again.', {
          cause: error,
        })
      }
    },
  }
}

function noSuchAccount(): never {
  throw refusal('NOT_FOUND', 'noSuchAccount')
}

function nameTaken(name: string, cause: unknown): AppError {
  return refusal('CONFLICT', 'accountNameTaken', { name }, { path: 'name', cause })
}
