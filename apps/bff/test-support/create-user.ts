import { randomUUID } from 'node:crypto'
import { sessionView } from '@gantry/contract'
import { ensureFirstAccount } from '../src/accounts/first-account.ts'
import type { Role } from '../src/platform/http/caller.ts'
import { createAuth } from '../src/session/auth.ts'
import { createTokenService } from '../src/session/token-service.ts'
import { findUserByName, insertUser } from '../src/session/user-store.ts'
import { type Browser, createBrowser, createProgram, type Program } from './callers.ts'
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
  await context.db.updateTable('users').set({ must_change_password: 0 }).where('id', '=', userId).execute()
  const { token } = await createTokenService(context).create(userId, {
    name: 'test',
    expiresInDays: undefined,
  })
  return createProgram(url, token)
}

/** The person whose program it is, signed in. */
export async function ownerOf({ context, url }: TestServer, { call }: Program): Promise<Browser> {
  const { username } = (await call(sessionView, {})).me
  const user = await findUserByName(context.db, username)
  if (!user) throw new Error(`There is no user ${username}.`)
  const { headers } = await createAuth(context).api.signInProven({
    body: { userId: user.userId },
    returnHeaders: true,
  })
  const browser = createBrowser(url, headers.getSetCookie())
  await browser.openPage()
  return browser
}
