import { randomUUID } from 'node:crypto'
import { ensureFirstAccount } from '../src/accounts/first-account.ts'
import type { Role } from '../src/platform/http/caller.ts'
import { createTokenService } from '../src/session/token-service.ts'
import { insertUser } from '../src/session/user-store.ts'
import { createProgram, type Program } from './callers.ts'
import type { TestServer } from './start-server.ts'

/** A user of this role in the installation's own account unless another is named, who can only call with a token: there is no password that fits. */
export async function createUser(
  { context, url }: TestServer,
  role: Role,
  rights: { readonly accountId?: string; readonly mayReadBodies?: boolean } = {},
): Promise<Program> {
  const userId = randomUUID()
  const accountId = rights.accountId ?? (await ensureFirstAccount(context.db, context.clock))
  const user = {
    userId,
    username: `${role.toLowerCase()}-${userId.slice(0, 8)}`,
    role,
    accountId: role === 'administrator' ? null : accountId,
    mayReadBodies: rights.mayReadBodies ?? role !== 'readOnly',
    passwordHash: 'none',
  }
  await insertUser(context.db, user, context.clock.nowMs())
  const { token } = await createTokenService(context).create(userId, {
    name: 'test',
    expiresInDays: undefined,
  })
  return createProgram(url, token)
}
