/** Signing in and out, and finding out who calls. */
import { type Me, me } from '@gantry/contract'
import { PASSWORD_LENGTH, problem } from '@gantry/rules'
import type { AppContext } from '../platform/context.ts'
import { AppError } from '../platform/http/app-error.ts'
import type { Authenticate, Authenticated } from '../platform/http/authenticate.ts'
import type { Caller } from '../platform/http/caller.ts'
import type { Exchange } from '../platform/http/operation.ts'
import { fieldError } from '../platform/http/validation.ts'
import { type Auth, createAuth } from './auth.ts'
import { engineNowMs } from './engine-time.ts'
import { ensureFirstAdministrator, type FirstSignIn } from './first-administrator.ts'
import { known } from './known.ts'
import { type Place, placeOfSession, placeOfSignIn, rememberBrowser } from './known-browser.ts'
import { createMfaService, type MfaService } from './mfa/mfa-service.ts'
import { requireOwnPassword, requirePassword, requireSession, wrongPassword } from './require-password.ts'
import {
  deleteSession,
  deleteSessionOfToken,
  noteOrigin,
  type OpenSession,
  selectOpenSessions,
} from './session-store.ts'
import { createSignInGuard, type SignInGuard } from './sign-in-guard.ts'
import { createTokenService, type TokenService } from './token-service.ts'
import { bearerOf } from './tokens.ts'
import { createUserService, type UserService } from './user-service.ts'
import { findUsername, isOneTimeOver, signsInBy } from './user-store.ts'

export interface SessionService {
  readonly authenticate: Authenticate
  readonly tokens: TokenService
  readonly users: UserService
  readonly mfa: MfaService
  /** Printed once, by whoever starts the server. */
  readonly firstSignIn: FirstSignIn | undefined
  /** Undefined for tokens, which no browser sends by itself. */
  csrfTokenOf(caller: Caller): string | undefined
  /**
   * @param onKnown is told the name if a user has it, before anything is proved: what was typed otherwise may be a password
   * @throws AppError UNAUTHENTICATED (wrong name or password, not saying which), MFA_REQUIRED, RATE_LIMITED
   */
  signIn(credentials: Credentials, from: From, onKnown: (username: string) => void): Promise<SignedIn>
  /**
   * For who was proved otherwise: a new session, whatever cookie came along.
   * @param oidcSid the provider's session, where it named one
   */
  openSession(userId: string, from: From, oidcSid: string | null): Promise<SignedIn>
  /** The password once more. @throws AppError VALIDATION for a wrong one, RATE_LIMITED, FORBIDDEN for programs and where there is none */
  requirePassword(caller: Caller, password: string, headers: Headers): Promise<void>
  /** The last used first. */
  openSessions(userId: string): Promise<OpenSession[]>
  /** @returns what it was. @throws AppError NOT_FOUND */
  endSession(userId: string, sessionId: string): Promise<OpenSession>
  signOut(caller: Caller, headers: Headers): Promise<readonly string[]>
  /** Ends every other session. @throws AppError VALIDATION for a wrong or unchanged password, RATE_LIMITED */
  changePassword(caller: Caller, change: PasswordChange, from: From): Promise<readonly string[]>
}

interface Credentials {
  readonly username: string
  readonly password: string
  /** Of the device, or a recovery code. */
  readonly code?: string
}

/** Where a sign-in comes from: the request's headers, and the peer's IP address. */
export type From = Pick<Exchange, 'headers' | 'address'>

interface PasswordChange {
  readonly currentPassword: string
  readonly newPassword: string
}

export interface SignedIn {
  readonly me: Me
  readonly setCookies: readonly string[]
}

export async function createSessionService(context: AppContext): Promise<SessionService> {
  const auth = createAuth(context)
  const guard = createSignInGuard(context)
  const tokens = createTokenService(context)
  const mfa = createMfaService(context)
  const firstSignIn = await ensureFirstAdministrator(context)
  const csrfTokenOf = ({ via, credentialId }: Caller): string | undefined =>
    via === 'session' ? context.secrets.digest(credentialId, 'csrf') : undefined
  return {
    authenticate: async ({ headers, isBackground }) => {
      const token = bearerOf(headers)
      const found =
        token === undefined
          ? await findSession(auth, mfa, context, headers, isBackground)
          : await findToken(tokens, token)
      return found && { ...found, csrfToken: csrfTokenOf(found.caller) }
    },
    tokens,
    users: createUserService(context),
    mfa,
    firstSignIn,
    csrfTokenOf,
    async signIn(credentials, from, onKnown) {
      const { username, code } = credentials
      // Asked for every name alike, so that time tells nothing.
      const name = await findUsername(context.db, username)
      if (name !== undefined) onKnown(name)
      const place = placeOfSignIn(context, username, from)
      await guard.countAttempt(username, place)
      const proven = await provePassword(auth, context, credentials, from.headers)
      await guard.forget(username, place)
      return admit(mfa, context, proven, code, { place, address: from.address })
    },
    openSession: (userId, from, oidcSid) => openSession(auth, context, userId, from, oidcSid),
    requirePassword: (caller, password, headers) => requirePassword(auth, guard, caller, password, headers),
    openSessions: userId => selectOpenSessions(context, userId),
    endSession: (userId, sessionId) => endSession(context, userId, sessionId),
    signOut: (caller, headers) => signOut(auth, context, caller, headers),
    changePassword: (caller, change, from) => changePassword(auth, guard, context, caller, change, from),
  }
}

type Found = Omit<Authenticated, 'csrfToken'>

async function findSession(
  auth: Auth,
  mfa: MfaService,
  { db, config }: AppContext,
  headers: Headers,
  isBackground: boolean,
): Promise<Found | undefined> {
  if (!headers.has('cookie')) return undefined
  const { response: found, headers: answer } = await known(
    auth.api.getSession({ headers, query: { disableRefresh: isBackground }, returnHeaders: true }),
  )
  if (!found) return undefined
  const { user, session } = found
  if (user.isDisabled === 1) return undefined
  if (session.createdAt.getTime() <= engineNowMs() - config.sessionMaxSeconds * 1_000) {
    await deleteSessionOfToken(db, session.token)
    return undefined
  }
  const person = meOf(user)
  const mustBindMfa = person.signsInBy === 'password' && (await mfa.mustBind(user.id, user.isMfaForced === 1))
  const who = { ...person, mustBindMfa }
  const caller = {
    userId: user.id,
    ...who,
    via: 'session',
    credentialId: session.id,
    credentialName: null,
  } as const
  return { caller, setCookies: answer.getSetCookie() }
}

async function findToken(tokens: TokenService, token: string): Promise<Found | undefined> {
  const caller = await tokens.callerOf(token)
  return caller && { caller, setCookies: [] }
}

/** Its session is nobody's yet: the cookie has not left. */
interface Proven {
  readonly user: Me & { readonly id: string; readonly isMfaForced: boolean }
  readonly token: string
  readonly setCookies: readonly string[]
}

/** @throws AppError UNAUTHENTICATED */
async function provePassword(
  auth: Auth,
  { db, config, clock }: AppContext,
  { username, password }: Credentials,
  headers: Headers,
): Promise<Proven> {
  const wrong = new AppError('UNAUTHENTICATED', 'The user name or the password is wrong.')
  // No password is so long; another wrong one in its place makes the answer take as long as any.
  const tried = password.length > PASSWORD_LENGTH.max ? ' ' : password
  const { response, headers: answer } = await known(
    auth.api.signInUsername({ body: { username, password: tried }, headers, returnHeaders: true }),
    wrong,
  )
  const found: Readonly<Record<string, unknown>> = response.user
  const me = meOf(found)
  const isOver = me.mustChangePassword && (await isOneTimeOver(db, response.user.id, clock.nowMs()))
  if (found.isDisabled === 1 || isOver || !isPasswordGood(me, config)) {
    await deleteSessionOfToken(db, response.token)
    throw wrong
  }
  const user = { ...me, id: response.user.id, isMfaForced: found.isMfaForced === 1 }
  return { user, token: response.token, setCookies: answer.getSetCookie() }
}

/** Administrators have one for the day when the provider of the single sign-on does not answer. */
function isPasswordGood({ role, signsInBy }: Me, { passwordsOf }: AppContext['config']): boolean {
  return signsInBy === 'password' && (passwordsOf === 'everybody' || role === 'administrator')
}

async function openSession(
  auth: Auth,
  { db }: AppContext,
  userId: string,
  { headers, address }: From,
  oidcSid: string | null,
): Promise<SignedIn> {
  const { response, headers: answer } = await known(
    auth.api.signInProven({ body: { userId }, headers, returnHeaders: true }),
  )
  await noteOrigin(db, response.token, address, oidcSid)
  return { me: meOf(response.user), setCookies: answer.getSetCookie() }
}

/** @throws AppError MFA_REQUIRED, UNAUTHENTICATED, RATE_LIMITED */
async function admit(
  mfa: MfaService,
  context: AppContext,
  { user: { id, isMfaForced, ...me }, token, setCookies }: Proven,
  code: string | undefined,
  { place, address }: { readonly place: Place; readonly address: string },
): Promise<SignedIn> {
  try {
    await mfa.requireSecondStep(id, code, place)
  } catch (error) {
    await deleteSessionOfToken(context.db, token)
    throw error
  }
  await noteOrigin(context.db, token, address)
  return {
    me: { ...me, mustBindMfa: await mfa.mustBind(id, isMfaForced) },
    setCookies: [...setCookies, rememberBrowser(context, me.username, place)],
  }
}

async function signOut(
  auth: Auth,
  { db }: AppContext,
  { via, credentialId }: Caller,
  headers: Headers,
): Promise<readonly string[]> {
  if (via !== 'session') return []
  // better-auth only logs when the session cannot be deleted; whoever signs out must hear of it.
  await db.deleteFrom('sessions').where('id', '=', credentialId).execute()
  const { headers: answer } = await known(auth.api.signOut({ headers, returnHeaders: true }))
  return answer.getSetCookie()
}

async function endSession(context: AppContext, userId: string, sessionId: string): Promise<OpenSession> {
  const open = (await selectOpenSessions(context, userId)).find(each => each.sessionId === sessionId)
  const existed = await deleteSession(context.db, userId, sessionId)
  if (!existed || !open) {
    throw new AppError('NOT_FOUND', 'You have no such session: it may have ended already.')
  }
  return open
}

async function changePassword(
  auth: Auth,
  guard: SignInGuard,
  { db }: AppContext,
  caller: Caller,
  { currentPassword, newPassword }: PasswordChange,
  { headers, address }: From,
): Promise<readonly string[]> {
  requireSession(caller)
  requireOwnPassword(caller)
  if (currentPassword === newPassword) throw fieldError('newPassword', problem('passwordUnchanged'))
  const place = placeOfSession(caller)
  await guard.countAttempt(caller.username, place)
  const body = { currentPassword, newPassword, revokeOtherSessions: true }
  const { response, headers: answer } = await known(
    auth.api.changePassword({ body, headers, returnHeaders: true }),
    wrongPassword(),
  )
  // The session goes on as a new one.
  if (response.token) await noteOrigin(db, response.token, address)
  await guard.forget(caller.username, place)
  const { internalAdapter } = await auth.$context
  await internalAdapter.updateUser(caller.userId, { mustChangePassword: false })
  return answer.getSetCookie()
}

function meOf(user: Readonly<Record<string, unknown>>): Me {
  const { username, role, accountId, mayReadBodies, mustChangePassword, language, oidcSubject } = user
  return me.parse({
    username,
    role,
    accountId: accountId ?? null,
    mayReadBodies: mayReadBodies === 1,
    mustChangePassword,
    mustBindMfa: false,
    language: language ?? null,
    signsInBy: signsInBy(oidcSubject),
  })
}
