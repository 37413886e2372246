/** The Express app out of the contract's operations. It never listens; `main.ts` does, and tests do. */
import { ENDPOINTS, type EndpointShape } from '@gantry/contract'
import express, { type Express } from 'express'
import type { AppContext } from './platform/context.ts'
import { serveDocs } from './platform/http/api-docs.ts'
import { serveBackChannelLogout } from './platform/http/back-channel-logout.ts'
import { serveEvents } from './platform/http/event-stream.ts'
import type { Offer } from './platform/http/frame.ts'
import { serveProbes } from './platform/http/probes.ts'
import { noSuchPath, problemExit } from './platform/http/problem-exit.ts'
import { createRateLimits } from './platform/http/rate-limits.ts'
import { createRefusals } from './platform/http/refusals.ts'
import { securityHeaders } from './platform/http/security-headers.ts'
import { serveOperation } from './platform/http/serve-operation.ts'
import { trackRequests } from './platform/http/track-requests.ts'
import { serveWeb } from './platform/http/web-app.ts'

export interface AppOptions {
  /** The built web app; without it only the API is served. */
  readonly webDir?: string
  /** Other than the contract's, for tests of the frame. */
  readonly endpoints?: readonly EndpointShape[]
}

/** @throws Error naming each endpoint that has no operation, or no entry in a policy */
export function createApp(context: AppContext, offer: Offer, options: AppOptions = {}): Express {
  const endpoints = options.endpoints ?? ENDPOINTS
  requireComplete(endpoints, offer)
  const app = express()
  app.disable('x-powered-by')
  app.set('etag', false)
  app.set('trust proxy', [...context.config.trustedProxies])
  app.use(trackRequests(context))
  app.use(securityHeaders(context.config))
  serveProbes(app, context)
  serveDocs(app)
  const frame = {
    context,
    offer,
    limits: createRateLimits(context.config.limits),
    refusals: createRefusals(context, offer.recordAudit),
  }
  serveEvents(app, frame)
  serveBackChannelLogout(app, frame)
  for (const endpoint of endpoints) {
    serveOperation(app, endpoint, frame)
  }
  app.use('/api', noSuchPath)
  if (options.webDir !== undefined) serveWeb(app, options.webDir)
  app.use(noSuchPath)
  app.use(problemExit(context))
  return app
}

function requireComplete(endpoints: readonly EndpointShape[], { operations, policy }: Offer): void {
  const offered = new Set(operations.map(({ endpoint }) => endpoint.id))
  const missing = endpoints.filter(({ id }) => !offered.has(id)).map(({ id }) => `${id} has no operation`)
  const unruled = endpoints.filter(({ id }) => !(id in policy)).map(({ id }) => `${id} has no policy`)
  const complaints = [...missing, ...unruled]
  if (complaints.length > 0) throw new Error(`The API is not complete: ${complaints.join(', ')}.`)
}
