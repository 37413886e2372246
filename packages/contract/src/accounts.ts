/** Tenant accounts, and the users of the console. */
import { USERNAME_LENGTH, usernameProblem } from '@gantry/rules'
import { z } from 'zod'
import { listOf, listQuery, named, ruled, timestamp } from './common.ts'
import { endpoint } from './endpoint.ts'
import { ROLES } from './roles.ts'
import { SIGN_INS } from './session.ts'

export const account = z.object({
  accountId: z.string(),
  name: z.string(),
  /** The one of the installation, which stays. */
  isFirst: z.boolean(),
  users: z.int(),
  instances: z.int(),
  createdAt: timestamp,
})
export type Account = z.infer<typeof account>

const accountParams = z.object({ accountId: z.string().min(1).max(12) })
const userParams = z.object({ userId: z.string().min(1).max(64) })

export const accountList = endpoint({
  id: 'accountList',
  method: 'GET',
  path: '/accounts',
  summary: 'Tenant accounts, with how much belongs to each.',
  access: 'administrator',
  query: listQuery,
  response: listOf(account),
})

export const accountCreate = endpoint({
  id: 'accountCreate',
  method: 'POST',
  path: '/accounts',
  summary: 'Makes a tenant account.',
  access: 'administrator',
  status: 201,
  body: z.strictObject({ name: z.string().trim().min(1).max(64) }),
  response: account,
  errors: ['CONFLICT'],
})

export const accountDelete = endpoint({
  id: 'accountDelete',
  method: 'DELETE',
  path: '/accounts/{accountId}',
  summary: 'Deletes a tenant account to which nothing belongs any more.',
  access: 'administrator',
  params: accountParams,
  query: z.object({ confirm: z.string().max(128) }),
  errors: ['NOT_FOUND', 'IN_USE'],
})

export const user = z.object({
  userId: z.string(),
  username: z.string(),
  role: z.enum(ROLES),
  /** Null for administrators, who belong to none. */
  accountId: z.string().nullable(),
  accountName: z.string().nullable(),
  /** The right beside the role; administrators have it anyway. */
  mayReadBodies: z.boolean(),
  isDisabled: z.boolean(),
  /** Has not signed in with the one-time password yet, or not changed it. */
  mustChangePassword: z.boolean(),
  /** The one-time password was not used in time and is refused: it takes a new one. */
  isPasswordExpired: z.boolean(),
  /** Must bind a device for the second step of the sign-in; the setting may ask it of everybody. */
  isMfaForced: z.boolean(),
  isMfaBound: z.boolean(),
  signsInBy: z.enum(SIGN_INS),
  createdAt: timestamp,
})
export type User = z.infer<typeof user>

/** `invited`: has not changed the one-time password yet. */
export const USER_STATES = ['active', 'invited', 'disabled'] as const
export type UserState = (typeof USER_STATES)[number]

export const userList = endpoint({
  id: 'userList',
  method: 'GET',
  path: '/users',
  summary: 'Users of the console; for tenant administrators those of their account.',
  access: 'signedIn',
  // What is searched for may also be part of the name or ID of the account.
  query: listQuery.extend({
    role: z.enum(ROLES).optional(),
    accountId: z.string().max(12).optional(),
    state: z.enum(USER_STATES).optional(),
  }),
  response: listOf(user),
})

export const userView = endpoint({
  id: 'userView',
  method: 'GET',
  path: '/users/{userId}',
  summary: 'One user, what would go with the user, and what the user has made.',
  access: 'signedIn',
  params: userParams,
  response: z.object({
    user,
    /** Names of API tokens. */
    tokens: z.array(z.string()),
    /** Sessions that are open. */
    sessions: z.int(),
    /** IDs of access keys: programs that use them are refused. */
    accessKeys: z.array(z.string()),
    /** To the user alone, such as `MQ_INST_…/orders PUBLISH`. */
    grants: z.array(z.string()),
    /** Groups that the user has made: they stay. */
    groups: z.array(z.object({ instanceId: z.string(), group: z.string() })),
  }),
  errors: ['NOT_FOUND'],
})

export const userCreate = endpoint({
  id: 'userCreate',
  method: 'POST',
  path: '/users',
  summary:
    'Makes a user with a one-time password, which is shown this once. Tenant administrators do it signed in, not with an API token.',
  access: 'signedIn',
  status: 201,
  hasSecret: true,
  body: z.strictObject({
    username: ruled(z.string(), usernameProblem, named(USERNAME_LENGTH, '^[A-Za-z0-9][A-Za-z0-9._@-]*$')),
    role: z.enum(ROLES),
    /** The tenant account; needed unless the user is to be an administrator. */
    accountId: z.string().max(12).optional(),
    /** Unless given: all but those who only look, if the caller may. */
    mayReadBodies: z.boolean().optional(),
    isMfaForced: z.boolean().optional(),
  }),
  response: z.object({ user, password: z.string() }),
  errors: ['NOT_FOUND', 'CONFLICT'],
})

export const userUpdate = endpoint({
  id: 'userUpdate',
  method: 'PATCH',
  path: '/users/{userId}',
  summary:
    'Changes role, account or rights of a user, disables or enables. It holds from the next request on.',
  access: 'signedIn',
  params: userParams,
  body: z.strictObject({
    role: z.enum(ROLES).optional(),
    accountId: z.string().max(12).optional(),
    mayReadBodies: z.boolean().optional(),
    isDisabled: z.boolean().optional(),
    isMfaForced: z.boolean().optional(),
  }),
  response: user,
  errors: ['NOT_FOUND', 'CONFLICT'],
})

export const userDelete = endpoint({
  id: 'userDelete',
  method: 'DELETE',
  path: '/users/{userId}',
  summary:
    'Deletes a user with sessions, API tokens, access keys and grants. Groups that the user has made stay.',
  access: 'signedIn',
  params: userParams,
  query: z.object({ confirm: z.string().max(128) }),
  errors: ['NOT_FOUND', 'CONFLICT'],
})

export const userPasswordReset = endpoint({
  id: 'userPasswordReset',
  method: 'POST',
  path: '/users/{userId}/password',
  summary:
    'Gives a user a new one-time password, shown this once, ends the sessions and revokes the API tokens.',
  access: 'signedIn',
  params: userParams,
  response: z.object({ password: z.string() }),
  errors: ['NOT_FOUND', 'CONFLICT'],
})

export const userMfaReset = endpoint({
  id: 'userMfaReset',
  method: 'DELETE',
  path: '/users/{userId}/mfa',
  summary: 'Forgets the device and the recovery codes of a user who lost them, and ends the sessions.',
  access: 'signedIn',
  params: userParams,
  errors: ['NOT_FOUND', 'CONFLICT'],
})
