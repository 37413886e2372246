/** Tenant accounts: what owns instances and users. */
import type { AppContext } from '../platform/context.ts'
import { findAccount } from './account-store.ts'
import { ensureFirstAccount } from './first-account.ts'

export interface AccountService {
  /** Of the installation itself. */
  readonly firstId: string
  isThere(accountId: string): Promise<boolean>
}

export async function createAccountService({
  db,
  clock,
}: Pick<AppContext, 'db' | 'clock'>): Promise<AccountService> {
  return {
    firstId: await ensureFirstAccount(db, clock),
    isThere: async accountId => (await findAccount(db, accountId)) !== undefined,
  }
}
