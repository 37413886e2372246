import {
  ownSessionDelete,
  ownSessionList,
  passwordChange,
  sessionCreate,
  sessionDelete,
  sessionView,
  tokenCreate,
  tokenDelete,
  tokenList,
} from '@gantry/contract'
import { toTimestamp } from '../platform/clock.ts'
import type { AppContext } from '../platform/context.ts'
import { type Exchange, type Operation, operation } from '../platform/http/operation.ts'
import type { SessionService } from './session-service.ts'

export function sessionOperations({ config, clock }: AppContext, session: SessionService): Operation[] {
  return [
    operation(sessionCreate, async ({ body, exchange, audit }) => {
      audit.target('session')
      const signedIn = await session.signIn(body, exchange)
      // Only now: what was typed as a name may have been a password.
      audit.target(`session of ${signedIn.me.username}`)
      setCookies(exchange, signedIn.setCookies)
      return signedIn.me
    }),
    operation(sessionDelete, async ({ caller, exchange, audit }) => {
      audit.target(`session of ${caller.username}`)
      setCookies(exchange, await session.signOut(caller, exchange.headers))
    }),
    operation(sessionView, ({ caller }) => ({
      me: {
        username: caller.username,
        role: caller.role,
        accountId: caller.accountId,
        mayReadBodies: caller.mayReadBodies,
        mustChangePassword: caller.mustChangePassword,
        language: caller.language,
      },
      csrfToken: session.csrfTokenOf(caller) ?? '',
      idleTimeoutSeconds: config.sessionIdleSeconds,
      serverTime: toTimestamp(clock.nowMs()),
    })),
    operation(passwordChange, async ({ caller, body, exchange, audit }) => {
      audit.target(`password of ${caller.username}`)
      setCookies(exchange, await session.changePassword(caller, body, exchange.headers))
    }),
    ...tokenOperations(session),
    ...ownSessionOperations(session),
  ]
}

function tokenOperations({ tokens }: SessionService): Operation[] {
  return [
    operation(tokenList, async ({ caller }) => ({ items: await tokens.list(caller.userId) })),
    operation(tokenCreate, ({ caller, body: { name, expiresInDays }, audit }) => {
      audit.target(`token ${name} of ${caller.username}`)
      return tokens.create(caller.userId, { name, expiresInDays })
    }),
    operation(tokenDelete, async ({ caller, params: { tokenId }, audit }) => {
      audit.target(`token ${tokenId} of ${caller.username}`)
      await tokens.delete(caller.userId, tokenId)
    }),
  ]
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
      await session.endSession(caller.userId, sessionId)
    }),
  ]
}

function setCookies({ appendHeader }: Exchange, cookies: readonly string[]): void {
  for (const cookie of cookies) appendHeader('set-cookie', cookie)
}
