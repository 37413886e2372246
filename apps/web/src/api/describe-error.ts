/** Turns whatever a call threw into what a person needs: what happened, and what to do next. */
import { ApiError, type Blocker, type ErrorCode } from '@gantry/contract'
import type { Text } from '../i18n/text.ts'

export interface Failure {
  readonly code: ErrorCode | 'OFFLINE' | 'UNREADABLE'
  readonly title: string
  /** The server's own sentence with the particulars; absent when there is none. */
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
    ...(problem && { detail: problem.detail, requestId: problem.requestId }),
    ...(problem?.brokerAddr !== undefined && { brokerAddr: problem.brokerAddr }),
    ...(problem?.brokerCode !== undefined && { brokerCode: problem.brokerCode }),
  }
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
