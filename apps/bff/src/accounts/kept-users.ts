/** Tenant administrators keep the users of their own account. For them no other user is there. */
import { mayResetSignIn, ROLES, userCreate, userMfaReset, userPasswordReset } from '@gantry/contract'
import { z } from 'zod'
import { AppError } from '../platform/http/app-error.ts'
import { type Caller, takesPerson } from '../platform/http/caller.ts'
import type { Operation } from '../platform/http/operation.ts'
import { refusal } from '../platform/http/refusal.ts'
import type { UserRow, UserService } from '../session/user-service.ts'

/** Whether the caller may know of the user. */
export function keeps({ role, accountId }: Caller, user: Pick<UserRow, 'accountId'>): boolean {
  return role === 'administrator' || (accountId !== null && user.accountId === accountId)
}

/** Asks before each operation that names a user or gives rights, so that none of them can forget to. */
export function keptByCaller(operations: readonly Operation[], users: UserService): Operation[] {
  return operations.map(({ endpoint, handle }) => ({
    endpoint,
    async handle(input) {
      const { caller } = input
      if (caller && caller.role !== 'administrator') {
        const { userId } = named.parse(input.params ?? {})
        const user = userId === undefined ? undefined : await users.find(userId)
        if (user && !keeps(caller, user)) throw noSuchUser()
        if (user && SIGN_IN_RESETS.has(endpoint.id)) requireResettable(caller, user)
        requireGivable(caller, rights.parse(input.body ?? {}), user)
        if (caller.via === 'token' && WAYS_IN.has(endpoint.id)) throw takesPerson()
      }
      return handle(input)
    },
  }))
}

const SIGN_IN_RESETS: ReadonlySet<string> = new Set([userPasswordReset.id, userMfaReset.id])
/** What would outlive the token that did it. Administrators' programs may: somebody has to make users without a page. */
const WAYS_IN: ReadonlySet<string> = new Set([userCreate.id, ...SIGN_IN_RESETS])

const named = z.object({ userId: z.string().optional() })
const rights = z.object({
  role: z.enum(ROLES).optional(),
  accountId: z.string().optional(),
  mayReadBodies: z.boolean().optional(),
})

/** In the words for one who is not there. */
function noSuchUser(): AppError {
  return refusal('NOT_FOUND', 'noSuchUser')
}

/** @throws AppError FORBIDDEN */
function requireResettable(caller: Caller, user: UserRow): void {
  if (mayResetSignIn(caller, user)) return
  throw new AppError(
    'FORBIDDEN',
    'Who may not read message bodies cannot reset the sign-in of somebody who may.',
  )
}

/**
 * Nobody gives what they have not got; what the user has already stays.
 * @throws AppError FORBIDDEN, NOT_FOUND
 */
function requireGivable(
  caller: Caller,
  { role, accountId, mayReadBodies }: z.infer<typeof rights>,
  user: UserRow | undefined,
): void {
  if (role === 'administrator') {
    throw refusal('FORBIDDEN', 'takesAdministrator')
  }
  if (accountId !== undefined && accountId !== caller.accountId) {
    throw refusal('NOT_FOUND', 'noSuchAccount', {}, { path: 'accountId' })
  }
  if (mayReadBodies === true && !caller.mayReadBodies && !user?.mayReadBodies) {
    throw new AppError('FORBIDDEN', 'Who may not read message bodies cannot let others do so.')
  }
}
