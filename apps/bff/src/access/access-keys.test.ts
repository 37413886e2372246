/** Access keys on the sandbox's brokers, which ask ACL 2.0 as real ones do; real clients are in broker-tests. */
import {
  type AccessOutcome,
  accessKeyCreate,
  accessKeyDelete,
  accessKeyList,
  accessKeyUpdate,
  accountCreate,
  auditEventList,
  groupCreate,
  instanceCreate,
  instanceList,
  sessionView,
  userDelete,
  userList,
  userUpdate,
  userView,
} from '@gantry/contract'
import { Admin, Producer } from '@gantry/remoting'
import { DEFAULT_SPECIFICATION } from '@gantry/rules'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Program, problemOf } from '../../test-support/callers.ts'
import { createUser, ownerOf } from '../../test-support/create-user.ts'
import { type SandboxConsole, startSandboxConsole } from '../../test-support/sandbox-console.ts'
import { newTopic } from '../../test-support/seed.ts'

let sandbox: SandboxConsole
let brokers: Admin
let accountId: string
let instanceId: string
let topic: string

beforeAll(async () => {
  sandbox = await startSandboxConsole()
  const { namesrvAddr, credentials } = sandbox.sandbox
  brokers = new Admin({ namesrvAddr, ...(credentials && { credentials }) })
  accountId = await newAccount('bookshop')
  instanceId = await newInstanceOf(accountId, 'shop')
  topic = await newTopic(sandbox.server.admin.call, instanceId)
})
afterAll(async () => {
  await brokers.close()
  await sandbox[Symbol.asyncDispose]()
})

async function newAccount(name: string): Promise<string> {
  return (await sandbox.server.admin.call(accountCreate, { body: { name } })).accountId
}

async function newInstanceOf(owner: string, name: string): Promise<string> {
  const { call } = sandbox.server.admin
  const clusterId = (await call(instanceList, {})).items[0]?.clusterId ?? ''
  const body = { name, accountId: owner, clusterId, specification: DEFAULT_SPECIFICATION }
  return (await call(instanceCreate, { body })).instanceId
}

const owner = () => createUser(sandbox.server, 'tenantAdministrator', { accountId })

async function userIdOf(program: Program): Promise<string> {
  const { username } = (await program.call(sessionView, {})).me
  const { items } = await sandbox.server.admin.call(userList, { query: { q: username } })
  return items[0]?.userId ?? ''
}

interface Pair {
  readonly accessKey: string
  readonly secretKey: string
}

async function newKey(
  program: Program,
  server = sandbox.server,
): Promise<Pair & { readonly outcomes: readonly AccessOutcome[] }> {
  const { accessKey, secretKey, outcomes } = await (await ownerOf(server, program)).call(accessKeyCreate, {})
  return { accessKey: accessKey.accessKey, secretKey, outcomes }
}

/** @returns `sent`, or what the broker said */
async function send({ accessKey, secretKey }: Pair, to = `${instanceId}%${topic}`): Promise<string> {
  const { namesrvAddr } = sandbox.sandbox
  const producer = new Producer({
    namesrvAddr,
    credentials: { accessKey, secretKey },
    producerGroup: 'PID-keys',
  })
  try {
    await producer.send({ topic: to, body: Buffer.from('x') })
    return 'sent'
  } catch (error) {
    return String(error)
  } finally {
    await producer.stop()
  }
}

/** On how many masters the key is. */
async function holders(accessKey: string): Promise<number> {
  const { answered } = await brokers.access.users(accessKey)
  return answered.filter(({ value }) => value.length > 0).length
}

describe('an access key', () => {
  it('opens to programs what its owner has, on every broker, and shows its secret once', async () => {
    const ann = await owner()
    const pair = await newKey(ann)
    expect(pair.outcomes).toMatchObject([
      { clusterName: 'real', brokerName: 'broker-a', state: 'DONE' },
      { clusterName: 'real', brokerName: 'broker-b', state: 'DONE' },
    ])
    expect(await send(pair)).toBe('sent')
    expect((await ann.call(accessKeyList, {})).items).toEqual([
      { accessKey: pair.accessKey, isDisabled: false, createdAt: expect.any(String) },
    ])
    const { items } = await sandbox.server.admin.call(auditEventList, {
      query: { action: 'accessKeyCreate' },
    })
    expect(items).toMatchObject([{ target: `access key ${pair.accessKey}`, details: { failures: [] } }])
    const rows = await sandbox.server.context.db.selectFrom('access_keys').selectAll().execute()
    expect(JSON.stringify([items, rows])).not.toContain(pair.secretKey)
  })

  it('opens nothing of another account, nor does that of a user without grants open anything', async () => {
    const stranger = await createUser(sandbox.server, 'tenantAdministrator', {
      accountId: await newAccount('stranger'),
    })
    expect(await send(await newKey(stranger))).toMatch(/credential|permission|user/i)
    const colleague = await createUser(sandbox.server, 'resourceUser', { accountId })
    const pair = await newKey(colleague)
    expect(await send(pair)).toMatch(/credential|permission|user/i)
    expect(await holders(pair.accessKey)).toBe(0)
  })

  it('is shown with its user before that goes, and keeps no secret afterwards', async () => {
    const ann = await owner()
    const { accessKey } = await newKey(ann)
    const userId = await userIdOf(ann)
    const params = { userId }
    const group = 'GID-anns'
    await ann.call(groupCreate, { params: { instanceId }, body: { group } })
    const shown = await sandbox.server.admin.call(userView, { params })
    expect(shown).toMatchObject({ accessKeys: [accessKey], grants: [], groups: [{ instanceId, group }] })
    const { username } = shown.user
    await sandbox.server.admin.call(userDelete, { params, query: { confirm: username } })
    const { db } = sandbox.server.context
    const rows = await db.selectFrom('access_keys').selectAll().where('access_key', '=', accessKey).execute()
    expect(rows).toMatchObject([{ user_id: null, secret_encrypted: null }])
  })

  it('is one of two at most, so that one takes the place of the other', async () => {
    const ann = await owner()
    const [old, young] = [await newKey(ann), await newKey(ann)]
    expect(await problemOf(newKey(ann))).toMatchObject({ code: 'LIMIT_EXCEEDED' })
    expect([await send(old), await send(young)]).toEqual(['sent', 'sent'])
    await ann.call(accessKeyDelete, { params: { accessKey: old.accessKey } })
    expect(await send(old)).not.toBe('sent')
    expect(await send(young)).toBe('sent')
    expect(await holders(old.accessKey)).toBe(0)
    expect(
      await problemOf(ann.call(accessKeyDelete, { params: { accessKey: old.accessKey } })),
    ).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is refused while it is disabled, and cannot be touched by anybody else', async () => {
    const ann = await owner()
    const pair = await newKey(ann)
    const params = { accessKey: pair.accessKey }
    const set = (isDisabled: boolean) => ann.call(accessKeyUpdate, { params, body: { isDisabled } })
    const other = await owner()
    const touched = other.call(accessKeyUpdate, { params, body: { isDisabled: true } })
    expect(await problemOf(touched)).toMatchObject({ code: 'NOT_FOUND' })
    expect((await set(true)).accessKey).toMatchObject({ isDisabled: true })
    expect(await send(pair)).not.toBe('sent')
    await set(false)
    expect(await send(pair)).toBe('sent')
  })

  it('goes with what its owner may do', async () => {
    const ann = await owner()
    const pair = await newKey(ann)
    const userId = await userIdOf(ann)
    const change = (body: { isDisabled?: boolean; role?: 'tenantAdministrator' | 'readOnly' }) =>
      sandbox.server.admin.call(userUpdate, { params: { userId }, body })
    await change({ isDisabled: true })
    expect(await send(pair)).not.toBe('sent')
    await change({ isDisabled: false })
    expect(await send(pair)).toBe('sent')
    await change({ role: 'readOnly' })
    expect(await holders(pair.accessKey)).toBe(0)
    await change({ role: 'tenantAdministrator' })
    expect(await send(pair)).toBe('sent')
    const { username } = (await ann.call(sessionView, {})).me
    await sandbox.server.admin.call(userDelete, { params: { userId }, query: { confirm: username } })
    expect(await holders(pair.accessKey)).toBe(0)
  })

  it('opens an instance that is made later', async () => {
    const other = await newAccount('florist')
    const bob = await createUser(sandbox.server, 'tenantAdministrator', { accountId: other })
    const pair = await newKey(bob)
    expect(await holders(pair.accessKey)).toBe(0)
    const later = await newInstanceOf(other, 'flowers')
    const flowers = await newTopic(sandbox.server.admin.call, later)
    await expect.poll(() => send(pair, `${later}%${flowers}`)).toBe('sent')
  })

  it('opens in an instance without a namespace what the console knows of, and no pattern', async () => {
    const { items } = await sandbox.server.admin.call(instanceList, {})
    const bare = items.find(({ isDefault }) => isDefault)
    const admin = await createUser(sandbox.server, 'tenantAdministrator', {
      accountId: bare?.accountId ?? '',
    })
    const pair = await newKey(admin)
    const name = await newTopic(sandbox.server.admin.call, bare?.instanceId ?? '')
    await expect.poll(() => send(pair, name)).toBe('sent')
    expect(await send(pair)).not.toBe('sent')
  })

  it('belongs to users of a tenant account only', async () => {
    const refused = sandbox.server.admin.call(accessKeyCreate, {})
    expect(await problemOf(refused)).toMatchObject({ code: 'CONFLICT' })
  })
})

describe('brokers that do not follow', () => {
  it('are named, be it that they are down or have no ACL 2.0', async () => {
    await using open = await startSandboxConsole({ brokers: 1, acl: 'off' })
    const { server } = open
    const { items } = await server.admin.call(instanceList, {})
    const ann = await createUser(server, 'tenantAdministrator', { accountId: items[0]?.accountId ?? '' })
    expect((await newKey(ann, server)).outcomes).toMatchObject([
      { brokerName: 'broker-a', state: 'NOT_ENFORCED' },
    ])
  })
})
