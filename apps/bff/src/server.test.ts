import { connect } from 'node:net'
import { endpoint } from '@gantry/contract'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createDatabase } from '../test-support/databases.ts'
import { startTestServer } from '../test-support/start-server.ts'
import { readConfig } from './platform/config/config.ts'
import { operation } from './platform/http/operation.ts'
import { startServer } from './server.ts'

const slowView = endpoint({
  id: 'slowView',
  method: 'GET',
  path: '/slow',
  summary: 'Takes its time.',
  access: 'signedIn',
  response: z.object({ done: z.boolean() }),
})

const slowDelete = endpoint({
  id: 'slowDelete',
  method: 'DELETE',
  path: '/slow',
  summary: 'Takes its time.',
  access: 'signedIn',
})

describe('stopping the server', () => {
  it('lets a request at work finish, and takes no new one', async () => {
    const [started, mayEnd] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const handle = async () => {
      started.resolve()
      await mayEnd.promise
      return { done: true }
    }
    await using server = await startTestServer({ operations: [operation(slowView, handle)] })
    const answer = server.admin.call(slowView, {})
    await started.promise
    const closed = server.close()
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow()
    mayEnd.resolve()
    expect(await answer).toEqual({ done: true })
    await closed
  })

  it('cuts off a request that does not end, and a connection that says nothing, within 10 s', async () => {
    const started = Promise.withResolvers<AbortSignal>()
    await using server = await startTestServer({
      operations: [
        operation(slowView, async ({ signal }) => {
          started.resolve(signal)
          await new Promise(resolve => signal.addEventListener('abort', resolve))
          return { done: false }
        }),
      ],
    })
    const port = Number(new URL(server.url).port)
    const silent = connect(port, '127.0.0.1')
    const silentEnded = new Promise(resolve => silent.on('close', resolve))
    const answer = server.admin.fetch('/api/v1/slow').catch((error: unknown) => error)
    const signal = await started.promise
    const before = performance.now()
    await server.close()
    expect(performance.now() - before).toBeLessThan(10_000)
    expect(signal.aborted).toBe(true)
    expect(await answer).toBeInstanceOf(Error)
    await silentEnded
  })

  it('does not wait for connections on which nothing was asked', async () => {
    await using server = await startTestServer()
    const silent = connect(Number(new URL(server.url).port), '127.0.0.1')
    await new Promise(resolve => silent.on('connect', resolve))
    const ended = new Promise(resolve => silent.on('close', resolve))
    await Promise.all([server.close(), ended])
  })

  it('lets a change finish whose caller hung up', async () => {
    const [started, mayEnd] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    let isFinished = false
    const handle = async () => {
      started.resolve()
      await mayEnd.promise
      await server.context.db.selectFrom('settings').selectAll().execute()
      isFinished = true
    }
    await using server = await startTestServer({ operations: [operation(slowDelete, handle)] })
    const controller = new AbortController()
    const init = { method: 'DELETE', signal: controller.signal }
    const answer = server.admin.fetch('/api/v1/slow', init).catch(() => 'hung up')
    await started.promise
    controller.abort()
    expect(await answer).toBe('hung up')
    const closed = server.close()
    mayEnd.resolve()
    await closed
    expect(isFinished).toBe(true)
  })

  it('can be asked for twice', async () => {
    await using server = await startTestServer()
    await Promise.all([server.close(), server.close()])
  })
})

describe('a server', () => {
  it('says in a sentence that its port is taken', async () => {
    await using first = await startTestServer()
    await using database = await createDatabase('sqlite')
    const config = {
      ...readConfig({ GANTRY_PORT: new URL(first.url).port, GANTRY_LOG_LEVEL: 'silent' }),
      ...database.settings,
    }
    await expect(startServer(config, { endpoints: [] })).rejects.toThrow(
      /^GANTRY_HOST and GANTRY_PORT: cannot listen on 127\.0\.0\.1:\d+, another program listens there\.$/,
    )
  })

  it('ends a read whose caller hung up', async () => {
    const signals = Promise.withResolvers<AbortSignal>()
    await using server = await startTestServer({
      operations: [
        operation(slowView, async ({ signal }) => {
          signals.resolve(signal)
          await new Promise(resolve => signal.addEventListener('abort', resolve))
          return { done: false }
        }),
      ],
    })
    const controller = new AbortController()
    const answer = server.admin.fetch('/api/v1/slow', { signal: controller.signal }).catch(() => 'hung up')
    const signal = await signals.promise
    controller.abort()
    expect(await answer).toBe('hung up')
    if (!signal.aborted) await new Promise(resolve => signal.addEventListener('abort', resolve))
    expect(signal.aborted).toBe(true)
  })
})
