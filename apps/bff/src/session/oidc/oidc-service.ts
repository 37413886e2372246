/** Single sign-on: the provider says who it is and in which groups, the settings say what these may do here. */
import { randomBytes, randomUUID } from 'node:crypto'
import { hashPassword } from 'better-auth/crypto'
import { randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client'
import { failuresOf } from '../../access/access-failures.ts'
import type { AccessService } from '../../access/access-service.ts'
import type { AccountService } from '../../accounts/account-service.ts'
import type { GroupRights } from '../../platform/config/group-rights.ts'
import type { OidcSettings } from '../../platform/config/oidc-settings.ts'
import type { AppContext } from '../../platform/context.ts'
import { isUniqueViolation } from '../../platform/database/database-error.ts'
import { AppError } from '../../platform/http/app-error.ts'
import type { BackChannel } from '../../platform/http/back-channel.ts'
import type { AuditNotes } from '../../platform/http/operation.ts'
import type { From, SessionService, SignedIn } from '../session-service.ts'
import { deleteSessions } from '../session-store.ts'
import { findUserOf, type Identity, insertUser, type UserRow } from '../user-store.ts'
import { forgetAttempt, recallAttempt, rememberAttempt } from './attempt.ts'
import { createBackChannel } from './back-channel.ts'
import { type GroupedRights, noteConfirmed, updateRights } from './oidc-user-store.ts'
import { groupsOf, identityOf, rightsOf, shownGroups, sidOf, usernameOf } from './person.ts'
import { createProvider, type Provider } from './provider.ts'
import { reasonOf, refused } from './refused.ts'

export interface OidcNeeds extends AppContext {
  readonly session: Pick<SessionService, 'openSession'>
  readonly accounts: Pick<AccountService, 'firstId' | 'list'>
  /** What a user may do holds for the user's programs, too. */
  readonly access: Pick<AccessService, 'keysOf' | 'revokeGrantsTo' | 'settle'>
}

export interface OidcService {
  /** @throws AppError PROVIDER_UNAVAILABLE */
  begin(next: string | null): Promise<{ readonly url: string; readonly setCookie: string }>
  /** Of the one that ends now, however it ends. */
  forgetAttempt(): string
  /** @throws AppError SIGN_IN_REFUSED, PROVIDER_UNAVAILABLE */
  signIn(query: string, from: From, audit: AuditNotes, signal: AbortSignal): Promise<SignedIn & Begun>
  /** @returns null where there is nowhere to go */
  signOutUrl(): Promise<string | null>
  readonly backChannel: BackChannel
}

type KnownUser = Pick<UserRow, 'userId' | 'username' | 'role' | 'accountId' | 'mayReadBodies' | 'isDisabled'>

interface Begun {
  readonly next: string | null
}

export function createOidcService(needs: OidcNeeds, settings: OidcSettings): OidcService {
  const provider = createProvider(settings, needs.log)
  return {
    async begin(next) {
      const attempt = {
        state: randomState(),
        nonce: randomNonce(),
        codeVerifier: randomPKCECodeVerifier(),
        next,
        begunAtMs: needs.clock.nowMs(),
      }
      return { url: await provider.begin(attempt), setCookie: rememberAttempt(needs, attempt) }
    },
    forgetAttempt: () => forgetAttempt(needs),
    async signIn(query, from, audit, signal) {
      try {
        return await signIn(needs, settings, provider, { query, from, audit, signal })
      } catch (error) {
        const reason = reasonOf(error)
        if (reason !== undefined) audit.details({ reason })
        throw error
      }
    },
    signOutUrl: () => signOutUrl(provider),
    backChannel: createBackChannel(provider, settings, needs),
  }
}

interface Answer {
  readonly query: string
  readonly from: From
  readonly audit: AuditNotes
  readonly signal: AbortSignal
}

async function signIn(
  needs: OidcNeeds,
  settings: OidcSettings,
  provider: Provider,
  { query, from, audit, signal }: Answer,
): Promise<SignedIn & Begun> {
  const attempt = recallAttempt(needs, from.headers)
  const claims = await provider.prove(query, attempt)
  const identity = identityOf(claims)
  const groups = groupsOf(claims, settings)
  audit.details({ ...identity, groups: shownGroups(groups) })
  const known = await findUserOf(needs.db, identity)
  if (known) audit.signIn(known.username)
  if (known?.isDisabled) throw refused('ssoDisabled', { username: known.username })
  const rights = await grouped(needs, groups, settings, known)
  const user = known ?? (await create(needs, identity, usernameOf(claims, settings), rights))
  audit.signIn(user.username)
  if (!isSame(user, rights)) {
    if (rights.accountId !== user.accountId) await needs.access.revokeGrantsTo(needs.db, user.userId)
    await updateRights(needs.db, user.userId, rights)
    const keys = await needs.access.keysOf(user.userId)
    const { role, accountId, mayReadBodies } = user
    audit.change({ role, accountId, mayReadBodies }, { ...rights })
    audit.details({ failures: failuresOf(await needs.access.settle(keys, signal)) })
  } else if (known) audit.noChange()
  else audit.change(null, { ...rights })
  await noteConfirmed(needs.db, user.userId, needs.clock.nowMs())
  const signedIn = await needs.session.openSession(user.userId, from, sidOf(claims))
  return { ...signedIn, next: attempt.next }
}

/** Who had a group and has none any more is not let stay where a session is still open, nor by an API token. */
async function grouped(
  needs: OidcNeeds,
  groups: readonly string[],
  settings: OidcSettings,
  known: KnownUser | undefined,
): Promise<GroupedRights> {
  try {
    const found = rightsOf(groups, settings)
    const { role, mayReadBodies } = found
    return { role, mayReadBodies, accountId: await accountIdOf(needs, found) }
  } catch (error) {
    if (known && reasonOf(error) !== undefined) {
      await noteConfirmed(needs.db, known.userId, null)
      await deleteSessions(needs.db, known.userId)
    }
    throw error
  }
}

/** @throws AppError SIGN_IN_REFUSED */
async function accountIdOf(
  { accounts }: OidcNeeds,
  { role, group, account }: GroupRights,
): Promise<string | null> {
  if (role === 'administrator') return null
  if (account === undefined) return accounts.firstId
  const all = await accounts.list()
  const found =
    all.find(({ account_id }) => account_id === account) ?? all.find(({ name }) => name === account)
  if (!found) throw refused('ssoNoAccount', { group, account })
  return found.account_id
}

/** Never takes over a user who is there already. @throws AppError SIGN_IN_REFUSED for a name in use */
async function create(
  { db, clock }: OidcNeeds,
  identity: Identity,
  username: string,
  rights: GroupedRights,
): Promise<KnownUser> {
  // One that nobody knows: a guess takes as long as for any other user.
  const passwordHash = await hashPassword(randomBytes(32).toString('base64url'))
  const user = { userId: randomUUID(), username, passwordHash, identity, ...rights }
  try {
    await db.transaction().execute(transaction => insertUser(transaction, user, clock.nowMs()))
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    // Signed in twice at once: the other one has made the user.
    const made = await findUserOf(db, identity)
    if (!made) throw refused('ssoNameTaken', { username })
    return made
  }
  return { ...user, username: username.toLowerCase(), isDisabled: false }
}

function isSame(user: KnownUser, rights: GroupedRights): boolean {
  return (
    user.role === rights.role &&
    user.accountId === rights.accountId &&
    user.mayReadBodies === rights.mayReadBodies
  )
}

async function signOutUrl(provider: Provider): Promise<string | null> {
  try {
    return (await provider.signOutUrl()) ?? null
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
