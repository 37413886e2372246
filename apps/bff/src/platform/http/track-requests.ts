/** Gives each request an ID and, when it is done, a log line and its figures. */
import { randomUUID } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import type { AppContext } from '../context.ts'
import type { Caller } from './caller.ts'

interface Tracked {
  readonly requestId: string
  operationId: string
  caller: Caller | undefined
  /** The error that was answered, for the log. */
  error: unknown
}

const tracked = new WeakMap<Request, Tracked>()
const ACCEPTABLE_ID = /^[\w-]{8,64}$/

export function trackRequests({ log, metrics, work, stopping }: AppContext): RequestHandler {
  return (request, response, next) => {
    const started = performance.now()
    const done = work.begin()
    if (stopping.aborted) response.setHeader('connection', 'close')
    const given = request.get('x-request-id')
    const requestId = given !== undefined && ACCEPTABLE_ID.test(given) ? given : randomUUID()
    const facts: Tracked = { requestId, operationId: 'other', caller: undefined, error: undefined }
    tracked.set(request, facts)
    response.setHeader('x-request-id', requestId)
    response.on('close', () => {
      done()
      const seconds = (performance.now() - started) / 1_000
      metrics.requestDone(facts.operationId, statusOf(response), seconds)
      const { error, caller, ...shown } = facts
      const line = {
        ...shown,
        username: caller?.username,
        method: request.method,
        path: pathOf(request),
        status: statusOf(response),
        ms: Math.round(seconds * 10_000) / 10,
        ...(error !== undefined && { err: error }),
      }
      if (response.statusCode >= 500 && error !== undefined) log.error(line, 'request failed')
      else log.info(line, 'request')
    })
    next()
  }
}

/** Nginx's number for a caller that hung up before the answer. */
const CLIENT_CLOSED = 499

function statusOf(response: Response): number {
  return response.writableFinished ? response.statusCode : CLIENT_CLOSED
}

export function trackedOf(request: Request): Tracked {
  const facts = tracked.get(request)
  if (!facts) throw new Error('The request passed by trackRequests.')
  return facts
}

/** Without the query, which may hold what a user searches for. */
export function pathOf(request: Request): string {
  return request.originalUrl.split('?', 1)[0] ?? ''
}
