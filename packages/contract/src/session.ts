/** Sign-in, the signed-in user's own profile, API tokens. */
import { passwordProblem } from '@gantry/rules'
import { z } from 'zod'
import { ruled, timestamp } from './common.ts'
import { endpoint } from './endpoint.ts'
import { ROLES } from './roles.ts'

/** Who signs in by single sign-on has no password here, and the second step is the provider's. */
export const SIGN_INS = ['password', 'singleSignOn'] as const

export const me = z.object({
  username: z.string(),
  role: z.enum(ROLES),
  /** The tenant account; null for administrators, who belong to none. */
  accountId: z.string().nullable(),
  /** The right beside the role; administrators have it anyway. */
  mayReadBodies: z.boolean(),
  /** Nothing but changing the password works until it has been changed. */
  mustChangePassword: z.boolean(),
  /** Nothing but binding a device works until one is bound. */
  mustBindMfa: z.boolean(),
  language: z.enum(['en', 'zh']).nullable(),
  signsInBy: z.enum(SIGN_INS),
})
export type Me = z.infer<typeof me>

const newPassword = ruled(z.string(), passwordProblem)

export const sessionCreate = endpoint({
  id: 'sessionCreate',
  method: 'POST',
  path: '/session',
  summary: 'Signs in and sets the session cookie.',
  access: 'public',
  body: z.strictObject({ username: z.string().min(1).max(64), password: z.string().min(1).max(128) }),
  response: me,
  errors: ['MFA_REQUIRED'],
})

export const sessionDelete = endpoint({
  id: 'sessionDelete',
  method: 'DELETE',
  path: '/session',
  summary: 'Signs out.',
  access: 'signedIn',
})

export const sessionView = endpoint({
  id: 'sessionView',
  method: 'GET',
  path: '/session',
  summary: 'Who is signed in, and the CSRF token for changes.',
  access: 'signedIn',
  response: z.object({
    me,
    /** Of the tenant account; null for administrators. */
    accountName: z.string().nullable(),
    csrfToken: z.string(),
    idleTimeoutSeconds: z.int(),
    /** However busy it is. */
    maxSessionSeconds: z.int(),
    /** The own API tokens rest when their owner was not at the provider for so many days; null: they hold. */
    tokensRestAfterDays: z.int().nullable(),
    serverTime: timestamp,
  }),
})

export const passwordChange = endpoint({
  id: 'passwordChange',
  method: 'POST',
  path: '/me/password',
  summary: 'Changes the own password and ends every other session.',
  access: 'signedIn',
  body: z.strictObject({ currentPassword: z.string().min(1).max(128), newPassword }),
})

export const apiToken = z.object({
  tokenId: z.string(),
  name: z.string(),
  createdAt: timestamp,
  lastUsedAt: timestamp.nullable(),
  expiresAt: timestamp.nullable(),
})
export type ApiToken = z.infer<typeof apiToken>

export const tokenList = endpoint({
  id: 'tokenList',
  method: 'GET',
  path: '/me/tokens',
  summary: 'The own API tokens, without their secrets.',
  access: 'signedIn',
  response: z.object({ items: z.array(apiToken) }),
})

export const tokenCreate = endpoint({
  id: 'tokenCreate',
  method: 'POST',
  path: '/me/tokens',
  summary: 'Makes an API token with the rights of its owner; the token is shown this once.',
  access: 'signedIn',
  status: 201,
  hasSecret: true,
  body: z.strictObject({
    name: z.string().trim().min(1).max(64),
    expiresInDays: z.int().min(1).max(365).optional(),
  }),
  response: z.object({ apiToken, token: z.string() }),
  errors: ['CONFLICT', 'LIMIT_EXCEEDED'],
})

export const tokenDelete = endpoint({
  id: 'tokenDelete',
  method: 'DELETE',
  path: '/me/tokens/{tokenId}',
  summary: 'Revokes an API token.',
  access: 'signedIn',
  params: z.object({ tokenId: z.string().min(1).max(64) }),
  errors: ['NOT_FOUND'],
})

export const ownSession = z.object({
  sessionId: z.string(),
  address: z.string(),
  userAgent: z.string(),
  /** The one that asks. */
  isCurrent: z.boolean(),
  createdAt: timestamp,
  /** To about a minute. */
  lastUsedAt: timestamp,
})
export type OwnSession = z.infer<typeof ownSession>

export const ownSessionList = endpoint({
  id: 'ownSessionList',
  method: 'GET',
  path: '/me/sessions',
  summary: 'Where the caller is signed in.',
  access: 'signedIn',
  response: z.object({ items: z.array(ownSession) }),
})

export const ownSessionDelete = endpoint({
  id: 'ownSessionDelete',
  method: 'DELETE',
  path: '/me/sessions/{sessionId}',
  summary: 'Ends one of the own sessions.',
  access: 'signedIn',
  params: z.object({ sessionId: z.string().min(1).max(64) }),
  errors: ['NOT_FOUND'],
})
