/** Turns whatever a call threw into what a person needs: what happened, and what to do next. */
import { ApiError, type Blocker, type ErrorCode, type ProblemDetails } from '@gantry/contract'
import { shownProblemCode } from '../i18n/problem-codes.ts'
import type { Text } from '../i18n/text.ts'

export interface Failure {
  readonly code: ErrorCode | 'OFFLINE' | 'UNREADABLE'
  readonly title: string
  /** The particulars: in the language of the page where it knows the reason, else in the server's own words. */
  readonly detail?: string
  readonly nextStep: string
  readonly requestId?: string
  readonly brokerAddr?: string
  readonly brokerCode?: number
  readonly blockers: readonly Blocker[]
}

export function describeError(error: unknown, t: Text): Failure {
  const code = codeOf(error)
  const problem = error instanceof ApiError ? error.problem : undefined
  return {
    code,
    title: t(`errors:title.${code}`),
    nextStep: t(`errors:next.${code}`),
    blockers: problem?.blockers ?? [],
    ...(problem && { detail: detailOf(problem, t), requestId: problem.requestId }),
    ...(problem?.brokerAddr !== undefined && { brokerAddr: problem.brokerAddr }),
    ...(problem?.brokerCode !== undefined && { brokerCode: problem.brokerCode }),
  }
}

/** What a form was refused for stands at its fields, by name in the server's sentence: that stays whole. */
function detailOf({ code, detail, fields }: ProblemDetails, t: Text): string {
  const [reason] = fields ?? []
  const known = reason && code !== 'VALIDATION' ? shownProblemCode(reason.code) : undefined
  return known && known !== 'invalid' ? t(`problems:${known}`, reason?.params) : detail
}

function codeOf(error: unknown): Failure['code'] {
  if (!(error instanceof ApiError)) return 'UNREADABLE'
  if (error.status === 0) return 'OFFLINE'
  // A proxy in between answers in its own words.
  if (!error.problem) return error.status >= 502 && error.status <= 504 ? 'OFFLINE' : 'UNREADABLE'
  return error.problem.code
}

export function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && error.problem?.code === 'NOT_FOUND'
}
