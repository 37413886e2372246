/** What a person has to do before anything else works. */
import type { ErrorCode } from '@gantry/contract'
import { AppError } from './app-error.ts'
import type { Caller } from './caller.ts'

interface FirstStep {
  readonly isDue: (caller: Caller) => boolean
  readonly code: ErrorCode
  readonly detail: string
  /** Operations that work before it. */
  readonly open: ReadonlySet<string>
}

/** In their order: the password that somebody else made up first. */
const FIRST_STEPS: readonly FirstStep[] = [
  {
    isDue: ({ mustChangePassword }) => mustChangePassword,
    code: 'PASSWORD_CHANGE_REQUIRED',
    detail: 'Change the first password; everything else works afterwards.',
    open: new Set(['sessionView', 'sessionDelete', 'passwordChange']),
  },
  {
    isDue: ({ mustBindMfa }) => mustBindMfa,
    code: 'MFA_BINDING_REQUIRED',
    detail: 'Bind a device for the second step of the sign-in; everything else works afterwards.',
    open: new Set(['sessionView', 'sessionDelete', 'mfaView', 'mfaStart', 'mfaBind']),
  },
]

/**
 * A program can do none of them: its token was made by somebody who had.
 * @throws AppError PASSWORD_CHANGE_REQUIRED, MFA_BINDING_REQUIRED
 */
export function requireFirstSteps(caller: Caller, operationId: string): void {
  if (caller.via !== 'session') return
  const due = FIRST_STEPS.find(({ isDue }) => isDue(caller))
  if (due && !due.open.has(operationId)) throw new AppError(due.code, due.detail)
}
