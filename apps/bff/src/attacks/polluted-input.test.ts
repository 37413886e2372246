/** Fields that were not asked for: those that lead to the prototype of everything, and those that only the server writes. */
import {
  instanceList,
  messageSend,
  messageView,
  sessionView,
  topicCreate,
  userCreate,
  userList,
} from '@gantry/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Program } from '../../test-support/callers.ts'
import { createUser, ownerOf } from '../../test-support/create-user.ts'
import { type SandboxConsole, startSandboxConsole } from '../../test-support/sandbox-console.ts'

let sandbox: SandboxConsole
beforeAll(async () => {
  sandbox = await startSandboxConsole()
})
afterAll(() => sandbox[Symbol.asyncDispose]())

const post = (path: string, body: string) =>
  sandbox.server.admin.fetch(`/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })

const POLLUTION = '{"isAdministrator":true,"polluted":"yes"}'

it('changes the prototype of nothing', async () => {
  for (const name of ['__proto__', 'constructor', 'prototype']) {
    for (const body of [
      `{"name":"ci","${name}":${POLLUTION}}`,
      `{"${name}":{"prototype":${POLLUTION}},"name":"ci"}`,
      `{"name":{"${name}":${POLLUTION}}}`,
    ]) {
      expect((await post('/me/tokens', body)).status).toBe(400)
    }
    const query = await sandbox.server.admin.fetch(`/api/v1/users?${name}[polluted]=yes&${name}.polluted=yes`)
    await query.body?.cancel()
  }
  expect(Object.keys(Object.prototype)).toEqual([])
  expect('polluted' in {}).toBe(false)
})

it('keeps properties of messages that are named like parts of JavaScript as they are', async () => {
  const { call } = sandbox.server.admin
  const instanceId = (await call(instanceList, {})).items[0]?.instanceId ?? ''
  await call(topicCreate, { params: { instanceId }, body: { topic: 'orders', messageType: 'NORMAL' } })
  const properties = JSON.parse('{"constructor":"a","toString":"b","hasOwnProperty":"c"}')
  const params = { instanceId, topic: 'orders' }
  const { messageId } = await call(messageSend, { params, body: { body: 'x', properties } })
  const seen = await call(messageView, { params: { ...params, messageId } })
  expect(seen.message.properties).toEqual(
    expect.arrayContaining(Object.entries(properties).map(([name, value]) => ({ name, value }))),
  )
  expect('polluted' in {}).toBe(false)
})

it('writes only what the contract names: a user does not make themselves more than they are', async () => {
  const { server } = sandbox
  const { user } = await server.admin.call(userCreate, { body: { username: 'ann', role: 'administrator' } })
  const before = (await server.admin.call(userList, {})).items
  const reader = await ownerOf(server, await createUser(server, 'readOnly'))
  const { csrfToken } = await reader.call(sessionView, {})
  const patch = (path: string, body: unknown, by: Program = server.admin) =>
    by.fetch(`/api/v1${path}`, {
      method: path.startsWith('/me') ? 'POST' : 'PATCH',
      headers: { 'content-type': 'application/json', 'x-csrf-token': csrfToken },
      body: JSON.stringify(body),
    })
  for (const more of [
    { userId: 'x' },
    { username: 'root' },
    { mustChangePassword: false },
    { isMfaBound: false },
  ]) {
    expect((await patch(`/users/${user.userId}`, more)).status).toBe(400)
  }
  for (const more of [{ role: 'administrator' }, { userId: user.userId }, { tokenHash: 'x' }]) {
    expect((await patch('/me/tokens', { name: 'ci', ...more }, reader)).status).toBe(400)
  }
  expect((await patch(`/users/${user.userId}`, { role: 'administrator' }, reader)).status).toBe(403)
  const after = (await server.admin.call(userList, {})).items
  expect(after.filter(({ userId }) => before.some(each => each.userId === userId))).toEqual(before)
})
