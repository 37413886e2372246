/** The one place where errors leave as `application/problem+json`. */
import type { ErrorRequestHandler, RequestHandler } from 'express'
import type { AppContext } from '../context.ts'
import { AppError } from './app-error.ts'
import { problemOf, toAppError } from './problem.ts'
import { pathOf, trackedOf } from './track-requests.ts'

export function problemExit({ log }: Pick<AppContext, 'log'>): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const { requestId } = trackedOf(request)
    trackedOf(request).error = error
    if (response.headersSent) {
      log.error({ err: error, requestId }, 'an answer broke off')
      response.destroy()
      return
    }
    const known = toAppError(error)
    const problem = problemOf(known, { instance: pathOf(request), requestId })
    if (known.extras.retryAfterSeconds !== undefined) {
      response.setHeader('retry-after', String(Math.ceil(known.extras.retryAfterSeconds)))
    }
    response.setHeader('cache-control', 'no-store')
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem))
  }
}

export const noSuchPath: RequestHandler = (request, _response, next) => {
  next(new AppError('NOT_FOUND', `There is nothing at ${request.method} ${pathOf(request)}.`))
}
