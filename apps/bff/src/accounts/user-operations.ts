import {
  canReadBodies,
  type QueryOf,
  type User,
  type UserState,
  userCreate,
  userDelete,
  userList,
  userMfaReset,
  userPasswordReset,
  user as userShape,
  userUpdate,
  userView,
} from '@gantry/contract'
import { problem } from '@gantry/rules'
import { failuresOf } from '../access/access-failures.ts'
import type { AccessService } from '../access/access-service.ts'
import type { GroupService } from '../groups/group-service.ts'
import { type Clock, toTimestamp } from '../platform/clock.ts'
import { AppError } from '../platform/http/app-error.ts'
import type { Caller, Role } from '../platform/http/caller.ts'
import { type Operation, operation } from '../platform/http/operation.ts'
import { pageOf, type Sorting } from '../platform/http/page-of.ts'
import { refusal } from '../platform/http/refusal.ts'
import { requireConfirmed } from '../platform/http/require-confirmed.ts'
import { fieldError } from '../platform/http/validation.ts'
import type { MfaService } from '../session/mfa/mfa-service.ts'
import type { UserService } from '../session/user-service.ts'
import type { AccountService } from './account-service.ts'
import { keeps, keptByCaller } from './kept-users.ts'

interface UserNeeds {
  readonly clock: Clock
  readonly accounts: AccountService
  readonly users: UserService
  readonly mfa: MfaService
  /** What a user may do holds for the user's programs, too. */
  readonly access: AccessService
  readonly groups: Pick<GroupService, 'madeBy'>
}

export function userOperations(needs: UserNeeds): Operation[] {
  const { clock, users } = needs
  const operations = [
    operation(userList, async ({ caller, query }) => {
      const all = (await presentUsers(needs)).filter(user => keeps(caller, user))
      const found = all.filter(user => isAsked(user, query))
      const { rows, nextCursor } = pageOf(found, query, SORTING)
      return { items: rows, nextCursor, partial: null, asOf: toTimestamp(clock.nowMs()) }
    }),
    operation(userView, async ({ params: { userId } }) => ({
      user: await presentUser(needs, userId),
      ...(await belongings(needs, userId)),
    })),
    operation(userCreate, async ({ caller, body, audit }) => {
      const { username, role } = body
      audit.target(`user ${username}`)
      audit.asked(body)
      const accountId = await accountFor(needs, role, body.accountId)
      const mayReadBodies = body.mayReadBodies ?? (role !== 'readOnly' && canReadBodies(caller))
      const isMfaForced = body.isMfaForced ?? false
      const rights = { role, accountId, mayReadBodies, isMfaForced }
      const { userId, password } = await users.create(username, rights)
      const user = await presentUser(needs, userId)
      audit.change(null, rightsOf(user))
      return { user, password }
    }),
    ...changes(needs),
  ]
  return keptByCaller(operations, users)
}

function changes(needs: UserNeeds): Operation[] {
  const { users, mfa, access } = needs
  return [
    operation(userUpdate, async ({ caller, params: { userId }, body, signal, audit }) => {
      const before = await presentUser(needs, userId)
      audit.target(`user ${before.username}`)
      audit.asked(body)
      const role = body.role ?? before.role
      const wanted = {
        role,
        accountId: await accountFor(needs, role, body.accountId ?? before.accountId ?? undefined),
        mayReadBodies: body.mayReadBodies ?? before.mayReadBodies,
        isDisabled: body.isDisabled ?? before.isDisabled,
        isMfaForced: body.isMfaForced ?? before.isMfaForced,
      }
      requireOwnRights(before, wanted)
      if (wanted.isDisabled || role !== before.role) requireAnother(caller, userId)
      const isMoved = wanted.accountId !== before.accountId
      // They are for users of the account that gave them, and would hold again if the user came back.
      const grants = isMoved ? await access.grantsTo({ userId }) : []
      await users.update(userId, wanted, async transaction => {
        if (isMoved) await access.revokeGrantsTo(transaction, userId)
      })
      audit.change({ ...rightsOf(before), ...(grants.length > 0 && { grants }) }, wanted)
      audit.details({ failures: failuresOf(await access.settle(await access.keysOf(userId), signal)) })
      return presentUser(needs, userId)
    }),
    operation(userDelete, async ({ caller, params: { userId }, query: { confirm }, signal, audit }) => {
      const before = await presentUser(needs, userId)
      const { username } = before
      audit.target(`user ${username}`)
      requireConfirmed(confirm, username)
      requireAnother(caller, userId)
      const keys = await access.keysOf(userId)
      const grants = await access.grantsTo({ userId })
      await users.remove(userId, transaction => access.forgetKeysOf(transaction, userId))
      audit.change({ ...rightsOf(before), accessKeys: keys, grants }, null)
      audit.details({ failures: failuresOf(await access.settle(keys, signal)) })
    }),
    operation(userPasswordReset, async ({ caller, params: { userId }, audit }) => {
      const { username, signsInBy } = await users.find(userId)
      audit.target(`password of ${username}`)
      requireAnother(caller, userId)
      if (signsInBy === 'singleSignOn') throw noPassword(username)
      return { password: await users.resetPassword(userId) }
    }),
    operation(userMfaReset, async ({ caller, params: { userId }, audit }) => {
      const { username } = await users.find(userId)
      audit.target(`MFA of ${username}`)
      requireAnother(caller, userId)
      const isMfaBound = await mfa.reset(userId)
      audit.change({ isMfaBound }, { isMfaBound: false })
    }),
  ]
}

const SORTING: Sorting<User> = {
  key: ({ username }) => username,
  columns: {
    username: ({ username }) => username,
    role: ({ role }) => role,
    accountName: ({ accountName }) => accountName,
    createdAt: ({ createdAt }) => createdAt,
  },
}

function isAsked(user: User, { q = '', role, accountId, state }: QueryOf<typeof userList>): boolean {
  const { username, accountName } = user
  return (
    `${username}\n${accountName ?? ''}\n${user.accountId ?? ''}`.toLowerCase().includes(q.toLowerCase()) &&
    (role === undefined || user.role === role) &&
    (accountId === undefined || user.accountId === accountId) &&
    (state === undefined || stateOf(user) === state)
  )
}

function stateOf({ isDisabled, mustChangePassword }: User): UserState {
  if (isDisabled) return 'disabled'
  return mustChangePassword ? 'invited' : 'active'
}

/** @throws AppError VALIDATION, NOT_FOUND */
async function accountFor(
  { accounts }: UserNeeds,
  role: Role,
  accountId: string | undefined,
): Promise<string | null> {
  if (role === 'administrator') return null
  if (accountId === undefined) throw fieldError('accountId', problem('required'))
  return (await accounts.find(accountId)).account_id
}

/** Nobody locks themselves out by a slip. */
function requireAnother({ userId }: Caller, otherId: string): void {
  if (userId !== otherId) return
  throw refusal('CONFLICT', 'ownUser')
}

/** @throws AppError CONFLICT for rights that the next sign-in would overwrite */
function requireOwnRights(before: User, wanted: Omit<ReturnType<typeof rightsOf>, 'isDisabled'>): void {
  if (before.signsInBy === 'password') return
  const { role, accountId, mayReadBodies, isMfaForced } = before
  const isSame =
    role === wanted.role &&
    accountId === wanted.accountId &&
    mayReadBodies === wanted.mayReadBodies &&
    isMfaForced === wanted.isMfaForced
  if (isSame) return
  throw new AppError(
    'CONFLICT',
    `${before.username} signs in by single sign-on: what the user may do follows the groups at its provider.`,
  )
}

function noPassword(username: string): AppError {
  return new AppError(
    'CONFLICT',
    `${username} signs in by single sign-on: there is no password here to replace.`,
  )
}

function rightsOf({ role, accountId, mayReadBodies, isDisabled, isMfaForced }: User) {
  return { role, accountId, mayReadBodies, isDisabled, isMfaForced }
}

/** What the user has, and has made. */
async function belongings({ users, access, groups }: UserNeeds, userId: string) {
  const [owned, accessKeys, grants, made] = await Promise.all([
    users.owns(userId),
    access.keysOf(userId),
    access.grantsTo({ userId }),
    groups.madeBy({ userId, accountId: null }),
  ])
  const makes = made.map(({ instance_id, group }) => ({ instanceId: instance_id, group }))
  return { ...owned, accessKeys, grants, groups: makes }
}

async function presentUsers({ accounts, users, clock }: UserNeeds): Promise<User[]> {
  const [rows, named] = await Promise.all([users.list(), accounts.list()])
  const names = new Map(named.map(({ account_id, name }) => [account_id, name]))
  const nowMs = clock.nowMs()
  return rows.map(({ createdAtMs, oneTimeUntilMs, role, ...row }) => ({
    ...row,
    isPasswordExpired: oneTimeUntilMs !== null && oneTimeUntilMs <= nowMs,
    role: userShape.shape.role.parse(role),
    accountName: (row.accountId && names.get(row.accountId)) ?? null,
    createdAt: toTimestamp(createdAtMs),
  }))
}

/** @throws AppError NOT_FOUND */
async function presentUser(needs: UserNeeds, userId: string): Promise<User> {
  await needs.users.find(userId)
  const found = (await presentUsers(needs)).find(each => each.userId === userId)
  if (!found) throw refusal('NOT_FOUND', 'noSuchUser')
  return found
}
