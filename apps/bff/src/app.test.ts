import { ENDPOINTS, type EndpointShape, endpoint, urlOf } from '@gantry/contract'
import { beforeAll, describe, expect, it } from 'vitest'
import { ADMIN_PASSWORD, startTestServer, type TestServer } from '../test-support/start-server.ts'
import { createApp } from './app.ts'
import { createCapabilities } from './capabilities.ts'

describe('every operation of the contract', () => {
  let server: TestServer
  let cookie = ''
  beforeAll(async () => {
    server = await startTestServer()
    const browser = server.browser()
    await browser.signIn('admin', ADMIN_PASSWORD)
    cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    return () => server.close()
  })

  const guarded = ENDPOINTS.filter(({ access }) => access !== 'public')
  it.each(guarded.map(each => [each.id, each] as const))('%s refuses an unsigned caller', async (_, each) => {
    const response = await send(server.url, each, {})
    expect(response.status).toBe(401)
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
    expect(response.headers.get('www-authenticate')).toBe('Bearer realm="gantry"')
    expect(await response.json()).toMatchObject({ code: 'UNAUTHENTICATED' })
  })

  it.each(guarded.map(each => [each.id, each] as const))('%s refuses an unknown token', async (_, each) => {
    const response = await send(server.url, each, { authorization: 'Bearer gantry_made-up' })
    expect(response.status).toBe(401)
  })

  const changes = guarded.filter(({ method }) => method !== 'GET')
  it.each(changes.map(each => [each.id, each] as const))(
    '%s refuses a browser without CSRF token',
    async (_, each) => {
      for (const csrfToken of ['', 'made-up']) {
        const response = await send(server.url, each, { cookie, 'x-csrf-token': csrfToken })
        expect(response.status).toBe(403)
        expect(await response.json()).toMatchObject({ code: 'FORBIDDEN' })
      }
    },
  )
})

function send(url: string, each: EndpointShape, headers: Record<string, string>): Promise<Response> {
  const params = Object.fromEntries(Object.keys(each.params?.shape ?? {}).map(name => [name, 'x']))
  return fetch(url + urlOf(each, { params }), { method: each.method, headers })
}

describe('the app', () => {
  it('does not start when an operation has no handler or no policy', async () => {
    await using server = await startTestServer()
    const offer = await createCapabilities(server.context)
    const extra = endpoint({
      id: 'extraView',
      method: 'GET',
      path: '/extra',
      summary: 'Extra.',
      access: 'signedIn',
    })
    expect(() => createApp(server.context, offer, { endpoints: [extra] })).toThrow(
      'The API is not complete: extraView has no operation, extraView has no policy.',
    )
  })
})
