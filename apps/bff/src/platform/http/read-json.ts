/** The body of a request, read only after its sender was found to be welcome. */
import express, { type Request, type Response } from 'express'
import { AppError } from './app-error.ts'

const MAX_BODY_BYTES = 5 * 1024 * 1024
const parser = express.json({ limit: MAX_BODY_BYTES, strict: true })

/**
 * @returns undefined when there is none
 * @throws AppError VALIDATION for another type than JSON; the parser's errors for what is too large or malformed
 */
export async function readJson(request: Request, response: Response): Promise<unknown> {
  const hasBody =
    request.headers['transfer-encoding'] !== undefined || Number(request.get('content-length') ?? 0) > 0
  if (!hasBody) return undefined
  if (!request.is('application/json')) {
    throw new AppError('VALIDATION', 'Send the body as JSON, with Content-Type: application/json.')
  }
  await new Promise<void>((resolve, reject) => {
    parser(request, response, (error?: unknown) => (error ? reject(error) : resolve()))
  })
  return request.body
}
