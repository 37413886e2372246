/** Passwords of the console. */
import { type Problem, problem } from './problem.ts'

export const PASSWORD_LENGTH = { min: 8, max: 20 } as const
/** How long a one-time password is good for, in days. */
export const ONE_TIME_PASSWORD_DAYS = 7
const KINDS = [/[A-Za-z]/, /\d/, /[!@#$%]/]
const ALLOWED = /^[A-Za-z\d!@#$%]*$/
const NEEDED_KINDS = 2

export function passwordProblem(password: string): Problem | undefined {
  if (password.length < PASSWORD_LENGTH.min || password.length > PASSWORD_LENGTH.max) {
    return problem('passwordLength', PASSWORD_LENGTH)
  }
  if (!ALLOWED.test(password)) return problem('passwordCharacters')
  return KINDS.filter(kind => kind.test(password)).length < NEEDED_KINDS
    ? problem('passwordKinds')
    : undefined
}
