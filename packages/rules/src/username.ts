/** Names that people sign in with. */
import { type Problem, problem } from './problem.ts'

export const USERNAME_LENGTH = { min: 1, max: 64 } as const

/** Capital letters are taken as small ones: nobody signs in as another whose name differs in these only. */
export function usernameProblem(username: string): Problem | undefined {
  const { min, max } = USERNAME_LENGTH
  if (username.length < min || username.length > max) return problem('length', USERNAME_LENGTH)
  return /^[A-Za-z\d][A-Za-z\d._@-]*$/.test(username) ? undefined : problem('usernameCharacters')
}
