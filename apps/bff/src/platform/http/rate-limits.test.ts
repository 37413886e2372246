import { sessionView, tokenDelete, tokenList } from '@gantry/contract'
import { describe, expect, it } from 'vitest'
import { problemOf } from '../../../test-support/callers.ts'
import { createUser } from '../../../test-support/create-user.ts'
import { startTestServer } from '../../../test-support/start-server.ts'

const PLENTY = {
  signInsPerMinute: 1_000,
  unknownPerMinute: 1_000,
  changesPerMinute: 1_000,
  readsPerMinute: 1_000,
}
const LIMITED = { status: 429, code: 'RATE_LIMITED' }

describe('a limit of requests', () => {
  it('stops an address that signs in again and again, whatever name it tries', async () => {
    await using server = await startTestServer({ config: { limits: { ...PLENTY, signInsPerMinute: 3 } } })
    const attempt = (name: string) => problemOf(server.browser().signIn(name, 'wrong-password'))
    for (const name of ['a', 'b', 'c']) expect(await attempt(name)).toMatchObject({ status: 401 })
    expect(await attempt('d')).toMatchObject(LIMITED)
  })

  it('stops an address that tries tokens', async () => {
    await using server = await startTestServer({ config: { limits: { ...PLENTY, unknownPerMinute: 3 } } })
    const guess = (token: string) =>
      fetch(`${server.url}/api/v1/session`, { headers: { authorization: `Bearer ${token}` } })
    for (const token of ['a', 'b', 'c']) expect((await guess(token)).status).toBe(401)
    const stopped = await guess('d')
    expect(stopped.status).toBe(429)
    expect(stopped.headers.get('retry-after')).toBe('60')
    expect(await server.admin.call(tokenList, {})).toBeTruthy()
  })

  it('counts changes and reads of each caller by themselves', async () => {
    const limits = { ...PLENTY, changesPerMinute: 2, readsPerMinute: 4 }
    await using server = await startTestServer({ config: { limits } })
    const other = await createUser(server, 'readOnly')
    const change = () => problemOf(server.admin.call(tokenDelete, { params: { tokenId: 'none' } }))
    expect(await change()).toMatchObject({ status: 404 })
    expect(await change()).toMatchObject({ status: 404 })
    expect(await change()).toMatchObject(LIMITED)
    for (let reads = 0; reads < 4; reads++) await server.admin.call(sessionView, {})
    expect(await problemOf(server.admin.call(sessionView, {}))).toMatchObject(LIMITED)
    expect((await other.call(sessionView, {})).me.role).toBe('readOnly')
  })

  it('believes X-Forwarded-For of trusted proxies only', async () => {
    const limits = { ...PLENTY, unknownPerMinute: 1 }
    const from = (url: string, address: string) =>
      fetch(`${url}/api/v1/session`, { headers: { 'x-forwarded-for': address } })
    await using open = await startTestServer({ config: { limits } })
    expect((await from(open.url, '192.0.2.1')).status).toBe(401)
    expect((await from(open.url, '192.0.2.2')).status).toBe(429)
    await using proxied = await startTestServer({ config: { limits, trustedProxies: ['127.0.0.0/8'] } })
    expect((await from(proxied.url, '192.0.2.1')).status).toBe(401)
    expect((await from(proxied.url, '192.0.2.2')).status).toBe(401)
    expect((await from(proxied.url, '192.0.2.2')).status).toBe(429)
  })
})
