/** For those who run the server: is it alive, is it ready, how does it do. Names are for whoever has the token. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Express, Request } from 'express'
import type { AppContext } from '../context.ts'
import { AppError } from './app-error.ts'

export function serveProbes(app: Express, { config, readiness, metrics, stopping }: AppContext): void {
  const { metricsToken } = config
  const hasToken = (request: Request): boolean => metricsToken !== undefined && isSent(request, metricsToken)
  app.get('/healthz', (_request, response) => {
    response.json({ ok: true })
  })
  app.get('/readyz', async (request, response) => {
    const { ok, parts } = await readiness.check(hasToken(request))
    const isReady = ok && !stopping.aborted
    response.status(isReady ? 200 : 503).json({ ok: isReady, parts })
  })
  app.get('/metrics', async (request, response) => {
    if (metricsToken !== undefined && !hasToken(request)) {
      response.setHeader('www-authenticate', 'Bearer realm="gantry"')
      throw new AppError('UNAUTHENTICATED', 'Send the token of GANTRY_METRICS_TOKEN as bearer token.')
    }
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics())
  })
}

/** In the same time, wherever the first wrong letter is. */
function isSent(request: Request, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(request.headers.authorization ?? ''), digest(`Bearer ${token}`))
}
