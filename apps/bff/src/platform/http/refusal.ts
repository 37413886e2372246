import type { ErrorCode } from '@gantry/contract'
import { type Problem, problem, sentenceOf } from '@gantry/rules'
import { AppError } from './app-error.ts'

interface RefusalExtras {
  /** The field that is wrong; the caller or the state of things unless given. */
  readonly path?: string
  readonly retryAfterSeconds?: number
  readonly cause?: unknown
}

/** An error whose reason the page can say in the language of the person. */
export function refusal(
  code: ErrorCode,
  reason: Problem['code'],
  params: Problem['params'] = {},
  { path = '', ...extras }: RefusalExtras = {},
): AppError {
  const message = sentenceOf(problem(reason, params))
  return new AppError(code, message, { ...extras, fields: [{ path, code: reason, message, params }] })
}
