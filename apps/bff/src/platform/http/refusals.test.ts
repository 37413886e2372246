import { auditEventList, sessionView, tokenCreate, tokenDelete } from '@gantry/contract'
import { expect, it } from 'vitest'
import { problemOf } from '../../../test-support/callers.ts'
import { ADMIN_PASSWORD, startTestServer } from '../../../test-support/start-server.ts'

const PLENTY = {
  signInsPerMinute: 1_000,
  unknownPerMinute: 1_000,
  changesPerMinute: 1_000,
  readsPerMinute: 1_000,
}

it('a change that a page of another site sends with a valid cookie is in the audit record, with its user', async () => {
  await using server = await startTestServer()
  const browser = server.browser()
  await browser.signIn('admin', ADMIN_PASSWORD)
  const cookie = [...browser.cookies].map(pair => pair.join('=')).join('; ')
  const response = await fetch(`${server.url}/api/v1/me/tokens`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', 'sec-fetch-site': 'cross-site' },
    body: '{"name":"csrf"}',
  })
  expect(response.status).toBe(403)
  const { items } = await server.admin.call(auditEventList, { query: { action: 'tokenCreate' } })
  expect(items).toMatchObject([
    { username: 'admin', credential: { kind: 'session' }, result: 'FORBIDDEN', target: '/me/tokens' },
  ])
})

it('what is refused without a caller, or comes too often, is an event for its place and one more with a count', async () => {
  let nowMs = Date.now()
  await using server = await startTestServer({
    clock: { nowMs: () => nowMs++ },
    config: { limits: { ...PLENTY, signInsPerMinute: 2 } },
  })
  const attempt = () => problemOf(server.browser().signIn('nobody', 'wrong-password'))
  const events = async (action: string) =>
    (await server.admin.call(auditEventList, { query: { action } })).items
      .toReversed()
      .map(({ result, details, address }) => ({ result, details, address }))
  for (const status of [401, 401, 429, 429, 429]) expect(await attempt()).toMatchObject({ status })
  const limited = { result: 'RATE_LIMITED', details: {}, address: '127.0.0.1' }
  expect((await events('sessionCreate')).slice(2)).toEqual([limited])
  nowMs += 61_000
  expect(await attempt()).toMatchObject({ status: 429 })
  expect((await events('sessionCreate')).slice(2)).toEqual([
    limited,
    { ...limited, details: { more: 2 } },
    limited,
  ])

  const guess = (token: string) =>
    fetch(`${server.url}/api/v1/me/tokens/x`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${token}` },
    })
  for (const token of ['a', 'b', 'c']) expect((await guess(token)).status).toBe(401)
  expect(await events(tokenDelete.id)).toMatchObject([{ result: 'UNAUTHENTICATED' }])
  expect((await fetch(`${server.url}/api/v1/session`)).status).toBe(401)
  expect(await events(sessionView.id)).toEqual([])
  expect(await events(tokenCreate.id)).toEqual([])
})
