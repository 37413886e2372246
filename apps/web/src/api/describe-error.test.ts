import { ApiError, type ProblemDetails } from '@gantry/contract'
import { describe, expect, it } from 'vitest'
import type { Text } from '../i18n/text.ts'
import { describeError, isNotFound } from './describe-error.ts'

const keys: Text = key => key

describe('describeError', () => {
  it('keeps the sentence of the server and adds the next step for its code', () => {
    const problem = problemOf({
      code: 'BROKER_REFUSED',
      detail: 'broker-a refused: no permission',
      brokerCode: 16,
    })
    expect(describeError(new ApiError(502, problem, problem.detail), keys)).toEqual({
      code: 'BROKER_REFUSED',
      title: 'errors:title.BROKER_REFUSED',
      detail: 'broker-a refused: no permission',
      nextStep: 'errors:next.BROKER_REFUSED',
      requestId: 'r-1',
      brokerCode: 16,
      blockers: [],
    })
  })

  it('says a reason that the page knows in its own words', () => {
    const fields = [{ path: '', code: 'takesAdministrator', message: 'English', params: {} }]
    const problem = problemOf({ code: 'FORBIDDEN', detail: 'English', fields })
    expect(describeError(new ApiError(403, problem, ''), keys).detail).toBe('problems:takesAdministrator')
    const later = problemOf({
      code: 'FORBIDDEN',
      detail: 'English',
      fields: [{ ...fields[0], path: '', code: 'ofALaterRelease', message: '' }],
    })
    expect(describeError(new ApiError(403, later, ''), keys).detail).toBe('English')
  })

  it('lists what is in the way of a deletion', () => {
    const blockers = [{ kind: 'topic', name: 'orders' }]
    const problem = problemOf({ code: 'IN_USE', blockers })
    expect(describeError(new ApiError(409, problem, ''), keys).blockers).toEqual(blockers)
  })

  it('says offline when no answer came, also when only a proxy answered', () => {
    expect(describeError(new ApiError(0, undefined, ''), keys).code).toBe('OFFLINE')
    expect(describeError(new ApiError(502, undefined, ''), keys).code).toBe('OFFLINE')
  })

  it('never shows the text of an unforeseen exception', () => {
    const failure = describeError(new TypeError('x is undefined'), keys)
    expect(failure).toEqual({
      code: 'UNREADABLE',
      title: 'errors:title.UNREADABLE',
      nextStep: 'errors:next.UNREADABLE',
      blockers: [],
    })
  })

  it('knows what is gone', () => {
    expect(isNotFound(new ApiError(404, problemOf({ code: 'NOT_FOUND' }), ''))).toBe(true)
    expect(isNotFound(new ApiError(404, undefined, ''))).toBe(false)
  })
})

function problemOf(parts: Partial<ProblemDetails>): ProblemDetails {
  const fixed = { type: 'about:blank', title: '', status: 400, detail: '', instance: '/', requestId: 'r-1' }
  return { ...fixed, code: 'VALIDATION', ...parts }
}
