/** How many requests one address or one caller may make. Counted in this process: each replica has its own count. */
import type { Request, Response } from 'express'
import { rateLimit } from 'express-rate-limit'
import type { Limits } from '../config/config.ts'
import { addressBlock } from './address-block.ts'
import { refusal } from './refusal.ts'

export interface RateLimits {
  /** By address: sign-ins, and what comes without a valid session or token. */
  signIn(request: Request, response: Response): Promise<void>
  unknown(request: Request, response: Response): Promise<void>
  /** By caller. */
  change(request: Request, response: Response, userId: string): Promise<void>
  read(request: Request, response: Response, userId: string): Promise<void>
}

const WINDOW_MS = 60_000
type Check = (request: Request, response: Response, key: string) => Promise<void>

/** Each throws AppError RATE_LIMITED with `Retry-After`. */
export function createRateLimits(limits: Limits): RateLimits {
  const signIn = limitOf(limits.signInsPerMinute)
  const unknown = limitOf(limits.unknownPerMinute)
  return {
    signIn: (request, response) => signIn(request, response, addressKey(request)),
    unknown: (request, response) => unknown(request, response, addressKey(request)),
    change: limitOf(limits.changesPerMinute),
    read: limitOf(limits.readsPerMinute),
  }
}

function limitOf(limit: number): Check {
  const keys = new WeakMap<Request, string>()
  const middleware = rateLimit({
    windowMs: WINDOW_MS,
    limit,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: request => keys.get(request) ?? addressKey(request),
    handler: (_request, _response, next) =>
      next(refusal('RATE_LIMITED', 'tooManyRequests', { limit }, { retryAfterSeconds: WINDOW_MS / 1_000 })),
    validate: false,
  })
  return (request, response, key) => {
    keys.set(request, key)
    return new Promise((resolve, reject) => {
      middleware(request, response, (error?: unknown) => (error ? reject(error) : resolve()))
    })
  }
}

export function addressKey(request: Request): string {
  return addressBlock(request.ip ?? '')
}
