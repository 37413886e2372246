import {
  type ApiToken,
  ownSessionDelete,
  ownSessionList,
  passwordChange,
  sessionCreate,
  sessionDelete,
  sessionMfaCreate,
  sessionView,
  tokenCreate,
  tokenDelete,
  tokenList,
} from '@gantry/contract'
import type { AccountService } from '../accounts/account-service.ts'
import { toTimestamp } from '../platform/clock.ts'
import type { AppContext } from '../platform/context.ts'
import { type Exchange, type Operation, type OperationInput, operation } from '../platform/http/operation.ts'
import type { SessionService } from './session-service.ts'

interface SessionNeeds extends Pick<AppContext, 'config' | 'clock'> {
  readonly accounts: Pick<AccountService, 'find'>
}

export function sessionOperations(
  { config, clock, accounts }: SessionNeeds,
  session: SessionService,
): Operation[] {
  return [
    ...signIns(session),
    operation(sessionDelete, async ({ caller, exchange, audit }) => {
      audit.target(`session of ${caller.username}`)
      addCookies(exchange, await session.signOut(caller, exchange.headers))
    }),
    operation(sessionView, async ({ caller }) => ({
      me: {
        username: caller.username,
        role: caller.role,
        accountId: caller.accountId,
        mayReadBodies: caller.mayReadBodies,
        mustChangePassword: caller.mustChangePassword,
        mustBindMfa: caller.mustBindMfa,
        language: caller.language,
        signsInBy: caller.signsInBy,
      },
      accountName: caller.accountId === null ? null : (await accounts.find(caller.accountId)).name,
      csrfToken: session.csrfTokenOf(caller) ?? '',
      idleTimeoutSeconds: config.sessionIdleSeconds,
      maxSessionSeconds: config.sessionMaxSeconds,
      tokensRestAfterDays: caller.signsInBy === 'singleSignOn' ? config.oidcTokenDays || null : null,
      serverTime: toTimestamp(clock.nowMs()),
    })),
    operation(passwordChange, async ({ caller, body, exchange, audit }) => {
      audit.target(`password of ${caller.username}`)
      addCookies(exchange, await session.changePassword(caller, body, exchange))
    }),
    ...tokenOperations(session),
    ...ownSessionOperations(session),
  ]
}

/** In one step, or in two where a device is bound: nothing is kept in between. */
function signIns(session: SessionService): Operation[] {
  const signIn = async ({ body, exchange, audit }: SignInInput) => {
    audit.target('session')
    const { me, setCookies } = await session.signIn(body, exchange, audit.signIn)
    addCookies(exchange, setCookies)
    return me
  }
  return [operation(sessionCreate, signIn), operation(sessionMfaCreate, signIn)]
}

type SignInInput = Pick<
  OperationInput<typeof sessionCreate> | OperationInput<typeof sessionMfaCreate>,
  'body' | 'exchange' | 'audit'
>

function tokenOperations({ tokens }: SessionService): Operation[] {
  return [
    operation(tokenList, async ({ caller }) => ({ items: await tokens.list(caller.userId) })),
    operation(tokenCreate, async ({ caller, body: { name, expiresInDays }, audit }) => {
      audit.target(`token ${name} of ${caller.username}`)
      const made = await tokens.create(caller.userId, { name, expiresInDays })
      audit.change(null, recordedToken(made.apiToken))
      return made
    }),
    operation(tokenDelete, async ({ caller, params: { tokenId }, audit }) => {
      audit.target(`token ${tokenId} of ${caller.username}`)
      audit.change(recordedToken(await tokens.delete(caller.userId, tokenId)), null)
    }),
  ]
}

function recordedToken({ tokenId, name, expiresAt }: ApiToken) {
  return { tokenId, name, expiresAt }
}

function ownSessionOperations(session: SessionService): Operation[] {
  return [
    operation(ownSessionList, async ({ caller }) => {
      const sessions = await session.openSessions(caller.userId)
      const items = sessions.map(({ createdAtMs, lastUsedAtMs, ...shown }) => ({
        ...shown,
        isCurrent: caller.via === 'session' && shown.sessionId === caller.credentialId,
        createdAt: toTimestamp(createdAtMs),
        lastUsedAt: toTimestamp(lastUsedAtMs),
      }))
      return { items }
    }),
    operation(ownSessionDelete, async ({ caller, params: { sessionId }, audit }) => {
      audit.target(`session ${sessionId} of ${caller.username}`)
      const { address, userAgent, createdAtMs } = await session.endSession(caller.userId, sessionId)
      audit.change({ address, userAgent, createdAt: toTimestamp(createdAtMs) }, null)
    }),
  ]
}

function addCookies({ appendHeader }: Exchange, cookies: readonly string[]): void {
  for (const cookie of cookies) appendHeader('set-cookie', cookie)
}
