/** Why a single sign-on came to nothing, in words that the page has in each language. */
import { type Problem, type ProblemCode, problem, sentenceOf } from '@gantry/rules'
import { AppError } from '../../platform/http/app-error.ts'

/** Names the part that is wrong for programs; people read the sentence. */
const PATH = 'singleSignOn'

export function refused(code: ProblemCode, params: Problem['params'] = {}): AppError {
  const message = sentenceOf(problem(code, params))
  return new AppError('SIGN_IN_REFUSED', message, { fields: [{ path: PATH, code, message, params }] })
}

/** Of a refusal, for the audit record. */
export function reasonOf(error: unknown): string | undefined {
  return error instanceof AppError ? error.extras.fields?.find(({ path }) => path === PATH)?.code : undefined
}
