import { passwordChange, tokenCreate, tokenDelete, tokenList, userCreate, userUpdate } from '@gantry/contract'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createProgram, type Program } from '../../../test-support/callers.ts'
import { createUser } from '../../../test-support/create-user.ts'
import { ADMIN_PASSWORD, startTestServer } from '../../../test-support/start-server.ts'

/** Reads events of a stream one by one. */
async function listen(caller: Program): Promise<() => Promise<{ event: string; data: string } | undefined>> {
  const response = await caller.fetch('/api/v1/events')
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  return async () => {
    for (;;) {
      const end = text.indexOf('\n\n')
      if (end >= 0) {
        const block = text.slice(0, end)
        text = text.slice(end + 2)
        const event = /^event:(.*)$/m.exec(block)?.[1]
        if (event) return { event, data: /^data:(.*)$/m.exec(block)?.[1] ?? '' }
        continue
      }
      const chunk = await reader?.read()
      if (!chunk || chunk.done) return undefined
      text += chunk.value
    }
  }
}

afterEach(() => vi.useRealTimers())

describe('the stream of events', () => {
  it('tells each caller what they may see', async () => {
    await using server = await startTestServer()
    const reader = await createUser(server, 'readOnly')
    const [toAdmin, toReader] = [await listen(server.admin), await listen(reader)]
    expect(await toAdmin()).toEqual({ event: 'ready', data: '{}' })
    expect(await toReader()).toEqual({ event: 'ready', data: '{}' })
    const { events } = server.context
    events.publish({
      type: 'secretHappened',
      data: { n: 1 },
      isVisibleTo: ({ role }) => role === 'administrator',
    })
    events.publish({ type: 'topicCreated', data: { topic: 'orders' } })
    expect(await toAdmin()).toEqual({ event: 'secretHappened', data: '{"n":1}' })
    expect(await toAdmin()).toEqual({ event: 'topicCreated', data: '{"topic":"orders"}' })
    expect(await toReader()).toEqual({ event: 'topicCreated', data: '{"topic":"orders"}' })
  })

  it('is refused without sign-in, before the first password was changed, and past twenty of them', async () => {
    await using server = await startTestServer()
    expect((await fetch(`${server.url}/api/v1/events`)).status).toBe(401)
    const browser = server.browser()
    await browser.signIn('admin', ADMIN_PASSWORD)
    expect((await browser.fetch('/api/v1/events')).status).toBe(403)
    for (let streams = 0; streams < 20; streams++) await listen(server.admin)
    expect((await server.admin.fetch('/api/v1/events')).status).toBe(429)
    expect((await server.admin.call(tokenList, {})).items).toHaveLength(1)
  })

  it('ends soon after its token was revoked', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    await using server = await startTestServer()
    const { apiToken, token } = await server.admin.call(tokenCreate, { body: { name: 'watcher' } })
    const next = await listen(createProgram(server.url, token))
    await next()
    await server.admin.call(tokenDelete, { params: { tokenId: apiToken.tokenId } })
    expect(await next()).toMatchObject({ event: 'auditEventRecorded' })
    await vi.advanceTimersByTimeAsync(15_000)
    expect(await next()).toBeUndefined()
  })

  it('ends soon after its user has first to bind a device, or is disabled', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    await using server = await startTestServer()
    for (const change of [{ isMfaForced: true }, { isDisabled: true }]) {
      const { user, password } = await server.admin.call(userCreate, {
        body: { username: `ann-${Object.keys(change)}`, role: 'administrator' },
      })
      const browser = server.browser()
      await browser.signIn(user.username, password)
      const newPassword = 'chosen!pw1'
      await browser.call(passwordChange, { body: { currentPassword: password, newPassword } })
      const next = await listen(browser)
      await next()
      await server.admin.call(userUpdate, { params: { userId: user.userId }, body: change })
      await vi.advanceTimersByTimeAsync(15_000)
      await vi.waitFor(async () => expect(await next()).toBeUndefined())
    }
  })

  it('ends when the server stops', async () => {
    await using server = await startTestServer()
    const next = await listen(server.admin)
    await next()
    await server.close()
    expect(await next()).toBeUndefined()
  })
})
