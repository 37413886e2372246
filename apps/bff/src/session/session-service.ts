/** Signing in and out, and finding out who calls. */
import { type Me, me } from '@gantry/contract'
import { PASSWORD_LENGTH, problem } from '@gantry/rules'
import { isAPIError } from 'better-auth/api'
import type { AppContext } from '../platform/context.ts'
import { isDatabaseError } from '../platform/database/database-error.ts'
import { AppError } from '../platform/http/app-error.ts'
import type { Authenticate, Authenticated } from '../platform/http/authenticate.ts'
import type { Caller } from '../platform/http/caller.ts'
import type { Exchange } from '../platform/http/operation.ts'
import { fieldError } from '../platform/http/validation.ts'
import { type Auth, createAuth } from './auth.ts'
import { ensureFirstAdministrator, type FirstSignIn } from './first-administrator.ts'
import { deleteSession, noteAddress, type OpenSession, selectOpenSessions } from './session-store.ts'
import { createSignInGuard, type SignInGuard } from './sign-in-guard.ts'
import { createTokenService, type TokenService } from './token-service.ts'
import { bearerOf } from './tokens.ts'
import { createUserService, type UserService } from './user-service.ts'

export interface SessionService {
  readonly authenticate: Authenticate
  readonly tokens: TokenService
  readonly users: UserService
  /** Printed once, by whoever starts the server. */
  readonly firstSignIn: FirstSignIn | undefined
  /** Undefined for tokens, which no browser sends by itself. */
  csrfTokenOf(caller: Caller): string | undefined
  /** @throws AppError UNAUTHENTICATED (wrong name or password, not saying which), RATE_LIMITED */
  signIn(credentials: Credentials, from: From): Promise<SignedIn>
  /** The last used first. */
  openSessions(userId: string): Promise<OpenSession[]>
  /** @throws AppError NOT_FOUND */
  endSession(userId: string, sessionId: string): Promise<void>
  signOut(caller: Caller, headers: Headers): Promise<readonly string[]>
  /** Ends every other session. @throws AppError VALIDATION for a wrong or unchanged password, RATE_LIMITED */
  changePassword(caller: Caller, change: PasswordChange, headers: Headers): Promise<readonly string[]>
}

interface Credentials {
  readonly username: string
  readonly password: string
}

/** Where a sign-in comes from: the request's headers, and the peer's IP address. */
type From = Pick<Exchange, 'headers' | 'address'>

interface PasswordChange {
  readonly currentPassword: string
  readonly newPassword: string
}

interface SignedIn {
  readonly me: Me
  readonly setCookies: readonly string[]
}

export async function createSessionService(context: AppContext): Promise<SessionService> {
  const auth = createAuth(context)
  const guard = createSignInGuard(context)
  const tokens = createTokenService(context)
  const firstSignIn = await ensureFirstAdministrator(context)
  const csrfTokenOf = ({ via, credentialId }: Caller): string | undefined =>
    via === 'session' ? context.secrets.digest(credentialId, 'csrf') : undefined
  return {
    authenticate: async ({ headers, isBackground }) => {
      const token = bearerOf(headers)
      const found =
        token === undefined ? await findSession(auth, headers, isBackground) : await findToken(tokens, token)
      return found && { ...found, csrfToken: csrfTokenOf(found.caller) }
    },
    tokens,
    users: createUserService(context),
    firstSignIn,
    csrfTokenOf,
    signIn: (credentials, from) => signIn(auth, guard, context, credentials, from),
    openSessions: userId => selectOpenSessions(context.db, userId, context.clock.nowMs()),
    endSession: (userId, sessionId) => endSession(context, userId, sessionId),
    signOut: (caller, headers) => signOut(auth, context, caller, headers),
    changePassword: (caller, change, headers) => changePassword(auth, guard, caller, change, headers),
  }
}

type Found = Omit<Authenticated, 'csrfToken'>

async function findSession(auth: Auth, headers: Headers, isBackground: boolean): Promise<Found | undefined> {
  if (!headers.has('cookie')) return undefined
  const { response: found, headers: answer } = await known(
    auth.api.getSession({ headers, query: { disableRefresh: isBackground }, returnHeaders: true }),
  )
  if (!found) return undefined
  const { user, session } = found
  if (user.isDisabled === 1) return undefined
  const caller = { userId: user.id, ...meOf(user), via: 'session', credentialId: session.id } as const
  return { caller, setCookies: answer.getSetCookie() }
}

async function findToken(tokens: TokenService, token: string): Promise<Found | undefined> {
  const caller = await tokens.callerOf(token)
  return caller && { caller, setCookies: [] }
}

async function signIn(
  auth: Auth,
  guard: SignInGuard,
  { db }: AppContext,
  { username, password }: Credentials,
  { headers, address }: From,
): Promise<SignedIn> {
  await guard.countAttempt(username)
  const wrong = new AppError('UNAUTHENTICATED', 'The user name or the password is wrong.')
  // No password is so long; another wrong one in its place makes the answer take as long as any.
  const tried = password.length > PASSWORD_LENGTH.max ? ' ' : password
  const { response, headers: answer } = await known(
    auth.api.signInUsername({ body: { username, password: tried }, headers, returnHeaders: true }),
    wrong,
  )
  const user: Readonly<Record<string, unknown>> = response.user
  if (user.isDisabled === 1) {
    await db.deleteFrom('sessions').where('token', '=', response.token).execute()
    throw wrong
  }
  await noteAddress(db, response.token, address)
  await guard.forget(username)
  return { me: meOf(user), setCookies: answer.getSetCookie() }
}

async function signOut(
  auth: Auth,
  { db }: AppContext,
  { via, credentialId }: Caller,
  headers: Headers,
): Promise<readonly string[]> {
  if (via === 'token') return []
  // better-auth only logs when the session cannot be deleted; whoever signs out must hear of it.
  await db.deleteFrom('sessions').where('id', '=', credentialId).execute()
  const { headers: answer } = await known(auth.api.signOut({ headers, returnHeaders: true }))
  return answer.getSetCookie()
}

async function endSession({ db }: AppContext, userId: string, sessionId: string): Promise<void> {
  const existed = await deleteSession(db, userId, sessionId)
  if (!existed) throw new AppError('NOT_FOUND', 'You have no such session: it may have ended already.')
}

async function changePassword(
  auth: Auth,
  guard: SignInGuard,
  caller: Caller,
  { currentPassword, newPassword }: PasswordChange,
  headers: Headers,
): Promise<readonly string[]> {
  if (caller.via === 'token') {
    throw new AppError('FORBIDDEN', 'A password is changed by its owner, signed in; not with an API token.')
  }
  if (currentPassword === newPassword) throw fieldError('newPassword', problem('passwordUnchanged'))
  await guard.countAttempt(caller.username)
  const message = 'This is not the current password.'
  const wrong = new AppError('VALIDATION', message, {
    fields: [{ path: 'currentPassword', code: 'invalid', message }],
  })
  const body = { currentPassword, newPassword, revokeOtherSessions: true }
  const { headers: answer } = await known(
    auth.api.changePassword({ body, headers, returnHeaders: true }),
    wrong,
  )
  await guard.forget(caller.username)
  const { internalAdapter } = await auth.$context
  await internalAdapter.updateUser(caller.userId, { mustChangePassword: false })
  return answer.getSetCookie()
}

/** What better-auth refuses becomes `refusal`; what it could not do stays an error of its own. */
async function known<T>(call: Promise<T>, refusal?: AppError): Promise<T> {
  try {
    return await call
  } catch (error) {
    if (isAPIError(error) && error.statusCode < 500 && refusal) throw refusal
    if (isAPIError(error) && isDatabaseError(error.cause)) throw error.cause
    throw error
  }
}

function meOf(user: Readonly<Record<string, unknown>>): Me {
  const { username, role, accountId, mayReadBodies, mustChangePassword, language } = user
  return me.parse({
    username,
    role,
    accountId: accountId ?? null,
    mayReadBodies: mayReadBodies === 1,
    mustChangePassword,
    language: language ?? null,
  })
}
