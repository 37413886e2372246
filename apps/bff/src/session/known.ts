import { isAPIError } from 'better-auth/api'
import { isDatabaseError } from '../platform/database/database-error.ts'
import type { AppError } from '../platform/http/app-error.ts'

/** What better-auth refuses becomes `refusal`; what it could not do stays an error of its own. */
export async function known<T>(call: Promise<T>, refusal?: AppError): Promise<T> {
  try {
    return await call
  } catch (error) {
    if (isAPIError(error) && error.statusCode < 500 && refusal) throw refusal
    if (isAPIError(error) && isDatabaseError(error.cause)) throw error.cause
    throw error
  }
}
