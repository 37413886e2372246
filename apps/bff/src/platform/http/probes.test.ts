import { tokenList } from '@gantry/contract'
import { describe, expect, it } from 'vitest'
import { METRICS_HEADERS, startTestServer } from '../../../test-support/start-server.ts'

describe('the pages for those who run the server', () => {
  it('/healthz says that the process lives', async () => {
    await using server = await startTestServer()
    const response = await fetch(`${server.url}/healthz`)
    expect([response.status, await response.json()]).toEqual([200, { ok: true }])
  })

  it('/readyz says which part is not ready, and needs only those that are required', async () => {
    await using server = await startTestServer()
    const { readiness } = server.context
    const ready = async () => {
      const response = await fetch(`${server.url}/readyz`)
      const body: unknown = await response.json()
      return { status: response.status, body }
    }
    readiness.add({
      part: 'cluster east',
      isRequired: false,
      check: async () => ({ ok: false, message: 'No broker answers.' }),
    })
    expect(await ready()).toEqual({
      status: 200,
      body: {
        ok: true,
        parts: {
          database: { ok: true },
          'audit record': { ok: true },
          'cluster east': { ok: false, message: 'No broker answers.' },
        },
      },
    })
    const check = () => Promise.reject(new Error('It fell asleep.'))
    readiness.add({ part: 'worker', isRequired: true, check })
    expect(await ready()).toMatchObject({
      status: 503,
      body: { ok: false, parts: { worker: { ok: false, message: 'It fell asleep.' } } },
    })
  })

  it('/readyz has parts that come and go, and does without those that cannot be listed', async () => {
    await using server = await startTestServer()
    const { readiness } = server.context
    const parts = async () => Object.keys((await readiness.check(true)).parts)
    const listed = ['cluster east', 'cluster west']
    readiness.addSource(() => Promise.reject(new Error('The database is gone.')))
    readiness.addSource(async () =>
      listed.map(part => ({ part, isRequired: false, check: async () => ({ ok: true }) })),
    )
    expect(await parts()).toEqual(['database', 'audit record', 'cluster east', 'cluster west'])
    listed.pop()
    expect(await parts()).toEqual(['database', 'audit record', 'cluster east'])
  })

  it('/metrics counts requests by operation and status, and calls of brokers', async () => {
    await using server = await startTestServer()
    await server.admin.call(tokenList, {})
    await fetch(`${server.url}/api/v1/me/tokens`)
    server.context.metrics.brokerCallDone('east', 'GET_CONSUME_STATS', 'ok', 0.002)
    const response = await fetch(`${server.url}/metrics`, { headers: METRICS_HEADERS })
    const text = await response.text()
    expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4')
    expect(text).toContain('gantry_http_request_seconds_count{operation="tokenList",status="200"} 1')
    expect(text).toContain('gantry_http_request_seconds_count{operation="tokenList",status="401"} 1')
    expect(text).toContain(
      'gantry_broker_call_seconds_count{cluster="east",request="GET_CONSUME_STATS",outcome="ok"} 1',
    )
    expect(text).toContain('process_resident_memory_bytes')
  })
})

describe('who has not the token of Prometheus', () => {
  const cluster = (name: string, ok: boolean) => ({
    ...{ part: `cluster ${name}`, namelessPart: 'clusters', isRequired: false },
    check: async () => ({ ok }),
  })

  it('gets no figures, and is told of clusters only whether each of them answers', async () => {
    await using server = await startTestServer()
    for (const authorization of ['', 'Bearer wrong', `Basic ${METRICS_HEADERS.authorization}`]) {
      const refused = await fetch(`${server.url}/metrics`, { headers: { authorization } })
      expect(refused.status).toBe(401)
      expect(await refused.json()).toMatchObject({ code: 'UNAUTHENTICATED' })
    }
    const { readiness } = server.context
    for (const [name, ok] of [
      ['east', false],
      ['west', true],
    ] as const)
      readiness.add(cluster(name, ok))
    const partsFor = async (headers: Record<string, string>) =>
      await (await fetch(`${server.url}/readyz`, { headers })).json()
    expect(await partsFor({})).toEqual({
      ok: true,
      parts: { database: { ok: true }, 'audit record': { ok: true }, clusters: { ok: false } },
    })
    expect(await partsFor(METRICS_HEADERS)).toMatchObject({
      parts: { 'cluster east': { ok: false }, 'cluster west': { ok: true } },
    })
  })

  it('gets figures without a name where no token is set', async () => {
    await using server = await startTestServer({ config: { metricsToken: undefined } })
    server.context.metrics.brokerCallDone('east', 'GET_CONSUME_STATS', 'ok', 0.002)
    const text = await (await fetch(`${server.url}/metrics`)).text()
    expect(text).toContain(
      'gantry_broker_call_seconds_count{cluster="other",request="GET_CONSUME_STATS",outcome="ok"} 1',
    )
    expect(text).not.toContain('east')
  })
})

describe('the description of the API', () => {
  it('is OpenAPI 3.1, and a page that needs no script', async () => {
    await using server = await startTestServer()
    const document = await fetch(`${server.url}/api/openapi.json`)
    expect(await document.json()).toMatchObject({
      openapi: '3.1.0',
      info: { title: 'Gantry', version: '0.1.0' },
    })
    const page = await (await fetch(`${server.url}/api/docs`)).text()
    expect(page).toContain('<code>POST /me/tokens</code>')
    expect(page).toContain('id="BROKER_UNAVAILABLE"')
    expect(page).not.toContain('<script')
  })
})

describe('every answer', () => {
  it('tells the browser what it may not do', async () => {
    await using server = await startTestServer()
    const { headers } = await fetch(`${server.url}/healthz`)
    const policy = headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe-eval')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-powered-by')).toBeNull()
    expect(headers.get('strict-transport-security')).toBeNull()
  })

  it('asks for HTTPS where the console is reached by it', async () => {
    await using server = await startTestServer({ config: { publicUrl: 'https://console.example' } })
    const { headers } = await fetch(`${server.url}/healthz`)
    expect(headers.get('strict-transport-security')).toMatch(/max-age=\d{8}/)
    expect(headers.get('content-security-policy')).toContain('upgrade-insecure-requests')
  })

  it('of the API is kept by no cache', async () => {
    await using server = await startTestServer()
    const ok = await server.admin.fetch('/api/v1/session')
    const refused = await fetch(`${server.url}/api/v1/session`)
    expect([ok.headers.get('cache-control'), refused.headers.get('cache-control')]).toEqual([
      'no-store',
      'no-store',
    ])
  })
})
