import { ApiError, type ProblemDetails } from '@gantry/contract'
import { expect, it } from 'vitest'
import { clockOf, lockedSeconds } from './lock-out.ts'

const problem = (code: ProblemDetails['code']): ProblemDetails => ({
  type: 'about:blank',
  title: '',
  status: 429,
  code,
  detail: '',
  instance: '/',
  requestId: 'r-1',
})

it('waits after too many wrong passwords for as long as the server says', () => {
  expect(lockedSeconds(new ApiError(429, problem('RATE_LIMITED'), '', 30))).toBe(30)
  expect(lockedSeconds(new ApiError(503, problem('DATABASE_UNAVAILABLE'), '', 2))).toBe(0)
  expect(lockedSeconds(null)).toBe(0)
})

it('shows minutes and seconds', () => {
  expect([5, 60, 845].map(clockOf)).toEqual(['0:05', '1:00', '14:05'])
})
