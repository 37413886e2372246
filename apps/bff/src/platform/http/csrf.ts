/**
 * A change that a browser sends with its session cookie must also carry `X-CSRF-Token`, which only our own page can
 * read (`GET /api/v1/session`). Bearer tokens are exempt: no browser sends one by itself.
 */
import { timingSafeEqual } from 'node:crypto'
import { AppError } from './app-error.ts'
import type { Authenticated } from './authenticate.ts'
import { refusal } from './refusal.ts'

/** @throws AppError FORBIDDEN */
export function requireCsrfToken(headers: Headers, { csrfToken }: Pick<Authenticated, 'csrfToken'>): void {
  if (csrfToken === undefined) return
  const given = headers.get('x-csrf-token') ?? ''
  if (isFromElsewhere(headers) || !isSame(given, csrfToken)) {
    throw refusal('FORBIDDEN', 'stalePage')
  }
}

/**
 * Signing in has no session yet; a page of another site must not sign somebody in either.
 * @throws AppError FORBIDDEN
 */
export function requireSameSite(headers: Headers): void {
  if (isFromElsewhere(headers)) {
    throw new AppError('FORBIDDEN', 'This request comes from the page of another site.')
  }
}

function isFromElsewhere(headers: Headers): boolean {
  const site = headers.get('sec-fetch-site')
  return site === 'cross-site' || site === 'same-site'
}

function isSame(given: string, expected: string): boolean {
  const a = Buffer.from(given)
  const b = Buffer.from(expected)
  return a.length === b.length && timingSafeEqual(a, b)
}
