/** For those who run the server: is it alive, is it ready, how does it do. */
import type { Express } from 'express'
import type { AppContext } from '../context.ts'

export function serveProbes(app: Express, { readiness, metrics, stopping }: AppContext): void {
  app.get('/healthz', (_request, response) => {
    response.json({ ok: true })
  })
  app.get('/readyz', async (_request, response) => {
    const { ok, parts } = await readiness.check()
    const isReady = ok && !stopping.aborted
    response.status(isReady ? 200 : 503).json({ ok: isReady, parts })
  })
  app.get('/metrics', async (_request, response) => {
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics())
  })
}
