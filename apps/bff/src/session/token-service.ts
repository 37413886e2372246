/** API tokens of the caller, and finding the caller of a token. */
import { randomUUID } from 'node:crypto'
import { type ApiToken, me } from '@gantry/contract'
import { toTimestamp } from '../platform/clock.ts'
import type { AppContext } from '../platform/context.ts'
import { isUniqueViolation } from '../platform/database/database-error.ts'
import { AppError } from '../platform/http/app-error.ts'
import type { Caller } from '../platform/http/caller.ts'
import type { ApiTokenTable } from './session-tables.ts'
import { deleteToken, findTokenOwner, insertToken, markTokenUsed, selectTokens } from './token-store.ts'
import { newToken, tokenHash } from './tokens.ts'
import { signsInBy } from './user-store.ts'

export interface TokenService {
  callerOf(token: string): Promise<Caller | undefined>
  list(userId: string): Promise<ApiToken[]>
  /** @throws AppError CONFLICT for a name in use, LIMIT_EXCEEDED */
  create(
    userId: string,
    wanted: { readonly name: string; readonly expiresInDays: number | undefined },
  ): Promise<{ readonly apiToken: ApiToken; readonly token: string }>
  /** @returns what it was. @throws AppError NOT_FOUND */
  delete(userId: string, tokenId: string): Promise<ApiToken>
}

const MAX_TOKENS = 50
const DAY_MS = 86_400_000
/** The time of last use is kept to the minute: not every request writes. */
const USE_STEP_MS = 60_000

export function createTokenService({ db, clock, config }: AppContext): TokenService {
  return {
    async callerOf(token) {
      const nowMs = clock.nowMs()
      const confirmedFromMs = config.oidcTokenDays === 0 ? 0 : nowMs - config.oidcTokenDays * DAY_MS
      const owner = await findTokenOwner(db, tokenHash(token), { nowMs, confirmedFromMs })
      if (!owner) return undefined
      if (owner.last_used_at === null || owner.last_used_at < nowMs - USE_STEP_MS) {
        await markTokenUsed(db, owner.token_id, nowMs)
      }
      return {
        userId: owner.user_id,
        username: owner.username,
        role: me.shape.role.parse(owner.role),
        accountId: owner.account_id,
        mayReadBodies: owner.may_read_bodies === 1,
        mustChangePassword: false,
        mustBindMfa: false,
        language: me.shape.language.parse(owner.language),
        signsInBy: signsInBy(owner.oidc_subject),
        via: token === config.bootstrapToken ? 'bootstrap' : 'token',
        credentialId: owner.token_id,
        credentialName: owner.token_name,
      }
    },
    list: async userId => (await selectTokens(db, userId)).map(present),
    async create(userId, { name, expiresInDays }) {
      const nowMs = clock.nowMs()
      const token = newToken()
      const row: ApiTokenTable = {
        token_id: randomUUID(),
        user_id: userId,
        name,
        token_hash: tokenHash(token),
        created_at: nowMs,
        last_used_at: null,
        expires_at: expiresInDays === undefined ? null : nowMs + expiresInDays * DAY_MS,
      }
      try {
        const fits = await insertToken(db, row, MAX_TOKENS)
        if (!fits)
          throw new AppError('LIMIT_EXCEEDED', `A user has ${MAX_TOKENS} tokens at most: revoke one first.`)
      } catch (error) {
        if (isUniqueViolation(error)) throw nameTaken(name, error)
        throw error
      }
      return { apiToken: present(row), token }
    },
    async delete(userId, tokenId) {
      const row = await deleteToken(db, userId, tokenId)
      if (!row) throw new AppError('NOT_FOUND', 'You have no such token: it may have been revoked already.')
      return present(row)
    },
  }
}

function nameTaken(name: string, cause: unknown): AppError {
  const message = `You have a token named ${name} already.`
  return new AppError('CONFLICT', message, { cause, fields: [{ path: 'name', code: 'invalid', message }] })
}

function present(row: ApiTokenTable): ApiToken {
  const time = (timeMs: number | null): string | null => (timeMs === null ? null : toTimestamp(timeMs))
  return {
    tokenId: row.token_id,
    name: row.name,
    createdAt: toTimestamp(row.created_at),
    lastUsedAt: time(row.last_used_at),
    expiresAt: time(row.expires_at),
  }
}
