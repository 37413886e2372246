import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { auditEventList, passwordChange, problemDetails, sessionCreate, tokenCreate } from '@gantry/contract'
import { describe, expect, it } from 'vitest'
import { problemOf } from '../../../test-support/callers.ts'
import { startTestServer, type TestServer } from '../../../test-support/start-server.ts'

function post(server: TestServer, body: string, headers: Record<string, string> = {}): Promise<Response> {
  return server.admin.fetch('/api/v1/me/tokens', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  })
}

describe('a request that cannot be read', () => {
  it('is refused when its body is no JSON', async () => {
    await using server = await startTestServer()
    const response = await post(server, '{"name": ')
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ code: 'VALIDATION', detail: 'The body is not JSON.' })
  })

  it('is refused when its body is of another type', async () => {
    await using server = await startTestServer()
    const response = await post(server, 'name=x', { 'content-type': 'application/x-www-form-urlencoded' })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({
      code: 'VALIDATION',
      detail: 'Send the body as JSON, with Content-Type: application/json.',
    })
  })

  it('is refused when its body has 10 MB, whether it says so before or not', async () => {
    await using server = await startTestServer()
    const large = JSON.stringify({ name: 'x'.repeat(10 * 1024 * 1024) })
    const declared = await post(server, large)
    expect(declared.status).toBe(413)
    expect(await declared.json()).toMatchObject({ code: 'PAYLOAD_TOO_LARGE' })
    const streamed = await server.admin.fetch('/api/v1/me/tokens', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: new Blob([large]).stream(),
      duplex: 'half',
    })
    expect(streamed.status).toBe(413)
  })

  it('is refused before its 10 MB are read when nobody signed it', async () => {
    await using server = await startTestServer()
    const response = await fetch(`${server.url}/api/v1/me/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'x'.repeat(10 * 1024 * 1024) }),
    })
    expect(response.status).toBe(401)
  })

  it('is refused when its path is not UTF-8', async () => {
    await using server = await startTestServer()
    const response = await server.admin.fetch('/api/v1/me/tokens/%ff', { method: 'DELETE' })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ code: 'VALIDATION' })
  })

  it('is refused with a problem when its address and headers are longer than 16 KB', async () => {
    await using server = await startTestServer()
    const long = 'x'.repeat(100 * 1024)
    for (const response of [
      await server.admin.fetch(`/api/v1/instances?q=${long}`),
      await server.admin.fetch('/api/v1/instances', { headers: { 'x-long': long } }),
    ]) {
      expect(response.status).toBe(413)
      expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
      expect(response.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/)
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(problemDetails.parse(await response.json())).toMatchObject({
        code: 'PAYLOAD_TOO_LARGE',
        detail: 'The address and headers of a request take 16 KB at most.',
      })
    }
  })

  it('is refused with a problem when it is no HTTP at all', async () => {
    await using server = await startTestServer()
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
    socket.end('\x16\x03\x01 hello\r\n\r\n')
    const answer = await text(socket)
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/)
    expect(problemDetails.parse(JSON.parse(answer.split('\r\n\r\n')[1] ?? ''))).toMatchObject({
      code: 'VALIDATION',
      detail: 'This is no HTTP request.',
    })
  })

  it('is refused with a problem when there is nothing at its path', async () => {
    await using server = await startTestServer()
    const response = await server.admin.fetch('/api/v1/nothing?q=secret')
    expect(response.status).toBe(404)
    expect(await response.json()).toEqual({
      type: '/api/docs#NOT_FOUND',
      title: 'Not found',
      status: 404,
      code: 'NOT_FOUND',
      detail: 'There is nothing at GET /api/v1/nothing.',
      instance: '/api/v1/nothing',
      requestId: response.headers.get('x-request-id'),
    })
  })
})

describe('a request whose fields are wrong', () => {
  const fieldsOf = async (server: TestServer, body: unknown) => {
    const response = await post(server, JSON.stringify(body))
    expect(response.status).toBe(400)
    return problemDetails.parse(await response.json()).fields
  }

  it('names each field: missing, unknown, of the wrong type, out of range', async () => {
    await using server = await startTestServer()
    expect(await fieldsOf(server, {})).toEqual([
      { path: 'name', code: 'required', message: 'This field is required.', params: {} },
    ])
    expect(await fieldsOf(server, { name: 'x', owner: 'y', role: 'z' })).toEqual([
      { path: 'owner', code: 'invalid', message: 'This field is not known.' },
      { path: 'role', code: 'invalid', message: 'This field is not known.' },
    ])
    expect(await fieldsOf(server, { name: 7, expiresInDays: 0 })).toMatchObject([
      { path: 'name', code: 'invalid' },
      { path: 'expiresInDays', code: 'invalid' },
    ])
    expect(await fieldsOf(server, [])).toMatchObject([{ path: '', code: 'invalid' }])
    expect(await fieldsOf(server, { name: 'x'.repeat(65) })).toMatchObject([{ path: 'name' }])
  })

  it('keeps code and parameters of the rule that refuses', async () => {
    await using server = await startTestServer()
    const browser = server.browser()
    await browser.signIn('admin', 'First!pw!1')
    const body = { currentPassword: 'First!pw!1', newPassword: 'way too long a password' }
    expect((await problemOf(browser.call(passwordChange, { body }))).fields).toEqual([
      {
        path: 'newPassword',
        code: 'passwordLength',
        message: 'Use 8 to 20 characters.',
        params: { min: 8, max: 20 },
      },
    ])
  })

  it('is refused for a query parameter or a cursor that is wrong', async () => {
    await using server = await startTestServer()
    expect(await problemOf(server.admin.call(auditEventList, { query: { limit: 0 } }))).toMatchObject({
      code: 'VALIDATION',
      fields: [{ path: 'limit' }],
    })
    expect(
      await problemOf(server.admin.call(auditEventList, { query: { cursor: 'made-up' } })),
    ).toMatchObject({
      fields: [{ path: 'cursor' }],
    })
  })

  it('is refused when it has a body where none belongs', async () => {
    await using server = await startTestServer()
    const response = await server.admin.fetch('/api/v1/me/tokens/x', {
      method: 'DELETE',
      headers: { 'content-type': 'application/json' },
      body: '{"all":true}',
    })
    expect(response.status).toBe(400)
  })

  it('changes nothing, and is in the audit record', async () => {
    await using server = await startTestServer()
    await post(server, '{}', { 'x-request-id': 'bad-request-1' })
    const { items } = await server.admin.call(auditEventList, {})
    expect(items).toMatchObject([
      { action: 'tokenCreate', result: 'VALIDATION', username: 'admin', requestId: 'bad-request-1' },
    ])
  })
})

describe('a request that is refused', () => {
  it('never shows what was typed as a password', async () => {
    await using server = await startTestServer()
    const body = { username: 'admin', password: 'do-not-show-this' }
    const problem = await problemOf(server.browser().call(sessionCreate, { body }))
    const { items } = await server.admin.call(auditEventList, { query: { action: 'sessionCreate' } })
    expect(JSON.stringify([problem, items])).not.toContain('do-not-show-this')
    expect(items).toMatchObject([
      { username: 'admin', target: 'session of admin', result: 'UNAUTHENTICATED' },
    ])
  })

  it('carries the ID that its caller gave it, unless that could break a log', async () => {
    await using server = await startTestServer()
    const given = await fetch(`${server.url}/api/v1/me/tokens`, { headers: { 'x-request-id': 'abc-12345' } })
    expect(await given.json()).toMatchObject({ requestId: 'abc-12345' })
    const odd = await fetch(`${server.url}/api/v1/me/tokens`, { headers: { 'x-request-id': 'a"}{' } })
    expect(odd.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/)
  })
})

describe('a name in use', () => {
  it('is a conflict at its field', async () => {
    await using server = await startTestServer()
    await server.admin.call(tokenCreate, { body: { name: 'ci' } })
    expect(await problemOf(server.admin.call(tokenCreate, { body: { name: 'ci' } }))).toMatchObject({
      status: 409,
      code: 'CONFLICT',
      fields: [{ path: 'name', message: 'You have a token named ci already.' }],
    })
  })
})
