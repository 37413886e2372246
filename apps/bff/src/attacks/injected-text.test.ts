/** Text that is more than text to a log, a header, a page or a spreadsheet. */

import { Writable } from 'node:stream'
import { auditEventList, tokenCreate, tokenList, topicCreate, topicView } from '@gantry/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { problemOf } from '../../test-support/callers.ts'
import { type SandboxConsole, startSandboxConsole } from '../../test-support/sandbox-console.ts'
import { createLog } from '../platform/log.ts'

const HOSTILE = [
  '<img src=x onerror=alert(1)>',
  '"><script>alert(1)</script>',
  '=HYPERLINK("http://x")',
  'line\r\nset-cookie: x=1',
  '{"level":"error"}\n{"level":"fatal"}',
  '\u202ereversed \u001b[31mred',
]

const lines: string[] = []
const destination = new Writable({
  write(chunk, _encoding, done) {
    lines.push(String(chunk))
    done()
  },
})
let sandbox: SandboxConsole
beforeAll(async () => {
  sandbox = await startSandboxConsole({}, { log: createLog('info', destination) })
})
afterAll(() => sandbox[Symbol.asyncDispose]())

it('comes back as it was written, as JSON that no browser takes for a page', async () => {
  const { admin } = sandbox.server
  for (const name of HOSTILE) {
    const { apiToken } = await admin.call(tokenCreate, { body: { name } })
    expect(apiToken.name).toBe(name.trim())
  }
  const answer = await admin.fetch('/api/v1/me/tokens')
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none';script-src 'self';/)
  expect(answer.headers.get('set-cookie')).toBeNull()
  const names = (await admin.call(tokenList, {})).items.map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(HOSTILE))
  const { items } = await admin.call(auditEventList, { query: { action: 'tokenCreate' } })
  expect(items).toHaveLength(HOSTILE.length)
})

it('is one line of the log, whatever the address, the name or the ID of a request holds', async () => {
  const { server } = sandbox
  lines.length = 0
  for (const text of HOSTILE) {
    await fetch(`${server.url}/api/v1/${encodeURIComponent(text)}`)
    await problemOf(server.browser().signIn(text, 'wrong-password'))
  }
  await expect.poll(() => lines.length).toBe(2 * HOSTILE.length)
  for (const line of lines) {
    expect(line.trimEnd()).not.toMatch(/[\n\r]/)
    expect(line).not.toContain('\u001b')
    expect(JSON.parse(line)).toMatchObject({ level: 'info', msg: 'request' })
  }
})

it('does not get into headers: not by the ID of a request, not by the name of a file', async () => {
  const { server } = sandbox
  const odd = await fetch(`${server.url}/api/v1/session`, { headers: { 'x-request-id': 'a"; <b>' } })
  expect(odd.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/)
  const path = `/api/v1/session/${encodeURIComponent('x\r\nset-cookie: a=b')}`
  expect((await fetch(server.url + path)).headers.get('set-cookie')).toBeNull()
})

it('is kept in the description of a topic, which is text to whoever reads it', async () => {
  const { call } = sandbox.server.admin
  const { instance_id: instanceId } = await sandbox.server.context.db
    .selectFrom('instances')
    .select('instance_id')
    .executeTakeFirstOrThrow()
  const [description = ''] = HOSTILE
  const body = { topic: 'orders', messageType: 'NORMAL', description } as const
  await call(topicCreate, { params: { instanceId }, body })
  const { topic } = await call(topicView, { params: { instanceId, topic: 'orders' } })
  expect(topic.description).toBe(description)
})
