/** The password once more, for what a page left open must not do. */
import { AppError } from '../platform/http/app-error.ts'
import { type Caller, takesPerson } from '../platform/http/caller.ts'
import type { Auth } from './auth.ts'
import { known } from './known.ts'
import { placeOfSession } from './known-browser.ts'
import type { SignInGuard } from './sign-in-guard.ts'

/** @throws AppError VALIDATION for a wrong password, RATE_LIMITED, FORBIDDEN for programs and where there is none */
export async function requirePassword(
  auth: Auth,
  guard: SignInGuard,
  caller: Caller,
  password: string,
  headers: Headers,
): Promise<void> {
  requireSession(caller)
  requireOwnPassword(caller)
  const place = placeOfSession(caller)
  await guard.countAttempt(caller.username, place)
  await known(auth.api.verifyPassword({ body: { password }, headers }), wrongPassword())
  await guard.forget(caller.username, place)
}

/** @throws AppError FORBIDDEN */
export function requireSession({ via }: Caller): void {
  if (via === 'session') return
  throw takesPerson()
}

/**
 * What it guards is the password and the second step, which are the provider's: nothing is left that would ask for another proof.
 * @throws AppError FORBIDDEN
 */
export function requireOwnPassword({ signsInBy }: Pick<Caller, 'signsInBy'>): void {
  if (signsInBy === 'password') return
  throw new AppError(
    'FORBIDDEN',
    'You sign in by single sign-on: password and second step are kept by its provider. Change them there.',
  )
}

export function wrongPassword(): AppError {
  const message = 'This is not the current password.'
  return new AppError('VALIDATION', message, {
    fields: [{ path: 'currentPassword', code: 'invalid', message }],
  })
}
