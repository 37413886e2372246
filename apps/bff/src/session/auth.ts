/**
 * better-auth, for what it does well: password hashing, sessions in the database, their signed cookie and its renewal.
 * Its own HTTP routes are not served; the session capability calls it behind `/api/v1/session`.
 */
import { randomUUID } from 'node:crypto'
import { PASSWORD_LENGTH } from '@gantry/rules'
import { betterAuth } from 'better-auth'
import { username } from 'better-auth/plugins/username'
import type { AppContext } from '../platform/context.ts'
import { engineOf } from '../platform/database/connect-database.ts'
import { provenSignIn } from './oidc/proven-sign-in.ts'

export const SESSION_COOKIE = 'gantry_session'
const MAX_USERNAME_LENGTH = 64
/** The end of a session moves at most so often, so that not every request writes. */
const RENEW_SECONDS = 60
const RENEWALS_IN_IDLE_TIME = 10

export type Auth = ReturnType<typeof createAuth>

export function createAuth({ config, db, secrets, log }: AppContext) {
  const isSecure = config.publicUrl?.startsWith('https:') ?? false
  return betterAuth({
    appName: 'Gantry',
    baseURL: config.publicUrl ?? 'http://localhost',
    secret: secrets.derive('session cookies'),
    database: { db, type: engineOf(config), transaction: true },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
    },
    ...TABLES,
    session: {
      ...TABLES.session,
      expiresIn: config.sessionIdleSeconds,
      updateAge: Math.min(RENEW_SECONDS, Math.ceil(config.sessionIdleSeconds / RENEWALS_IN_IDLE_TIME)),
    },
    plugins: [
      username({
        displayUsername: false,
        minUsernameLength: 1,
        maxUsernameLength: MAX_USERNAME_LENGTH,
        usernameValidator: () => true,
      }),
      provenSignIn,
    ],
    advanced: {
      useSecureCookies: isSecure,
      database: { generateId: () => randomUUID() },
      cookies: { session_token: { name: SESSION_COOKIE, attributes: { sameSite: 'strict' } } },
    },
    telemetry: { enabled: false },
    logger: { level: 'error', log: (_level, message) => log.error({ from: 'better-auth' }, message) },
  })
}

const TIMES = { createdAt: 'created_at', updatedAt: 'updated_at' } as const

/** better-auth's models and fields → our tables and columns. */
const TABLES = {
  user: {
    modelName: 'users',
    fields: { emailVerified: 'email_verified', ...TIMES },
    additionalFields: {
      role: { type: 'string', required: true, input: false },
      accountId: { type: 'string', required: false, input: false, fieldName: 'account_id' },
      mayReadBodies: { type: 'number', required: true, input: false, fieldName: 'may_read_bodies' },
      isDisabled: { type: 'number', required: true, input: false, fieldName: 'is_disabled' },
      isMfaForced: { type: 'number', required: true, input: false, fieldName: 'is_mfa_forced' },
      mustChangePassword: {
        type: 'boolean',
        required: true,
        input: false,
        fieldName: 'must_change_password',
      },
      language: { type: 'string', required: false, input: false },
      oidcSubject: { type: 'string', required: false, input: false, fieldName: 'oidc_subject' },
    },
  },
  session: {
    modelName: 'sessions',
    fields: {
      userId: 'user_id',
      expiresAt: 'expires_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
      ...TIMES,
    },
  },
  account: {
    modelName: 'credentials',
    fields: {
      userId: 'user_id',
      accountId: 'account_id',
      providerId: 'provider_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
      ...TIMES,
    },
  },
  verification: {
    modelName: 'verifications',
    fields: { expiresAt: 'expires_at', ...TIMES },
  },
} as const
