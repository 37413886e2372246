/** Access keys and grants as RocketMQ's own Java clients meet them, on brokers with ACL 2.0. */
import {
  type AccessOutcome,
  accessKeyDelete,
  accountCreate,
  type BodyInputOf,
  clusterAccessRepair,
  clusterAccessView,
  grantCreate,
  grantDelete,
  type Instance,
  messageSend,
  messageView,
} from '@gantry/contract'
import { Admin } from '@gantry/remoting'
import { viewMessageById } from '@gantry/remoting/requests'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import type { Program } from '../test-support/callers.ts'
import { createUser } from '../test-support/create-user.ts'
import { type Key, type KeyHolder, newKey, startKeyHolder } from '../test-support/key-holder.ts'
import { realAdmin, startConsole } from '../test-support/real-cluster.ts'
import { newGroup, newInstance, newTopic, uniqueName } from '../test-support/seed.ts'
import type { TestServer } from '../test-support/start-server.ts'

const WAIT = { timeout: 25_000, interval: 50 }
/** What is taken back must be refused by then. */
const REVOKED = { timeout: 10_000, interval: 50 }
const { namesrvAddr, tools, masters } = inject('cluster')

let server: TestServer
let client: KeyHolder
let instance: Instance
let strangerAccountId: string
let topic: string
let ownersGroup: string
let strangersGroup: string
let owner: Program
let ownersKey: Key
let strangersKey: Key

beforeAll(async () => {
  server = await startConsole()
  const { call } = server.admin
  instance = await newInstance(call)
  const { instanceId, accountId } = instance
  topic = await newTopic(call, instanceId)
  ownersGroup = await newGroup(call, instanceId)
  strangersGroup = await newGroup(call, instanceId)
  strangerAccountId = (await call(accountCreate, { body: { name: uniqueName('stranger') } })).accountId
  // So that the brokers know the stranger's key.
  await newInstance(call, { accountId: strangerAccountId })
  owner = await createUser(server, 'tenantAdministrator', { accountId })
  ownersKey = await newKey(server, owner)
  strangersKey = await newKey(
    server,
    await createUser(server, 'tenantAdministrator', { accountId: strangerAccountId }),
  )
  client = await startKeyHolder(namesrvAddr, instanceId, tools.javaClasspath)
})
afterAll(async () => {
  await client?.[Symbol.asyncDispose]()
  await server.close()
})

function expectDone(outcomes: readonly AccessOutcome[]): void {
  expect(outcomes.map(({ state }) => state)).toEqual(masters.map(() => 'DONE'))
}

/** What the brokers answer, which is to be the same on each. */
async function everywhere(ask: (brokerName: string) => Promise<string>): Promise<string> {
  const answers = new Set<string>()
  for (const { brokerName } of masters) answers.add(await ask(brokerName))
  return [...answers].join(' and ')
}

const send = (key: Key, body?: string) => everywhere(brokerName => client.send(key, topic, brokerName, body))
const pull = (key: Key, group: string) => everywhere(brokerName => client.pull(key, topic, brokerName, group))

async function reach(key: Key, group: string) {
  return [await send(key), await pull(key, group)]
}

async function authorize(
  authorisation: BodyInputOf<typeof grantCreate>['authorisation'],
  groups: string[] = [],
  sourceIps: string[] = [],
  on = topic,
) {
  const { grant, outcomes } = await server.admin.call(grantCreate, {
    params: { instanceId: instance.instanceId, topic: on },
    body: { granteeType: 'TENANT_ACCOUNT', grantee: strangerAccountId, authorisation, groups, sourceIps },
  })
  expectDone(outcomes)
  return grant.grantId
}

async function revoke(grantId: string, on = topic) {
  const params = { instanceId: instance.instanceId, topic: on, grantId }
  expectDone((await server.admin.call(grantDelete, { params })).outcomes)
}

describe('a key of somebody else', () => {
  it('reads any message by its place: RocketMQ 5.5.0 does not look whose it is, which docs/threat-model.md tells of', async () => {
    const params = { instanceId: instance.instanceId, topic }
    const { call } = server.admin
    const { messageId } = await call(messageSend, { params, body: { body: 'of another tenant' } })
    // Indexed a moment after it is stored.
    const { message } = await vi.waitFor(() => call(messageView, { params: { ...params, messageId } }), WAIT)
    const addr = masters.find(({ brokerName }) => brokerName === message.brokerName)?.addr ?? ''
    await using stranger = new Admin({ namesrvAddr, credentials: strangersKey })
    const header = { offset: BigInt(message.commitLogOffset) }
    const { body } = await stranger.cluster.call(addr, viewMessageById, { header })
    expect(body.toString()).toContain('of another tenant')
  })
})

describe('a Java client', () => {
  it('produces and consumes with the key of the owner, who needs no grant', async () => {
    expect(await client.listen(ownersKey, topic, ownersGroup)).toBe('listening')
    await vi.waitFor(async () => {
      expect(await send(ownersKey, 'first')).toBe('sent')
      expect(client.heard).toContain(`got ${ownersGroup} first`)
    }, WAIT)
  })

  it('can do with the key of somebody else what was granted, and nothing when it is revoked', async () => {
    expect(await reach(strangersKey, strangersGroup)).toEqual(['refused', 'refused'])
    await authorize('PUBLISH')
    expect(await reach(strangersKey, strangersGroup)).toEqual(['sent', 'refused'])
    const grantId = await authorize('SUBSCRIBE', [strangersGroup])
    expect(await reach(strangersKey, strangersGroup)).toEqual(['refused', 'pulled'])
    expect(await pull(strangersKey, ownersGroup)).toBe('refused')
    await revoke(grantId)
    expect(await reach(strangersKey, strangersGroup)).toEqual(['refused', 'refused'])
  })

  it('that runs as a consumer while its right is taken back is turned away within ten seconds', async () => {
    const { instanceId } = instance
    // One queue: no other pull is under way once one is turned away.
    const single = await newTopic(server.admin.call, instanceId, { messageType: 'GLOBALLY_ORDERED' })
    const group = await newGroup(server.admin.call, instanceId)
    const grantId = await authorize('SUBSCRIBE', [group], [], single)
    expect(await client.listen(strangersKey, single, group)).toBe('listening')
    const sendOne = async (body: string) =>
      expect(await client.send(ownersKey, single, undefined, body)).toBe('sent')
    await vi.waitFor(async () => {
      await sendOne('early')
      expect(client.heard).toContain(`got ${group} early`)
    }, WAIT)
    await revoke(grantId, single)
    const turnedAway = () =>
      client.heard.filter(line => line === `turned away ${group} ${instanceId}%${single}`).length
    // A pull that waits at the broker still brings what comes first, and ends with it.
    await vi.waitFor(async () => {
      await sendOne('meanwhile')
      expect(turnedAway()).toBeGreaterThan(0)
    }, REVOKED)
    await sendOne('late')
    const before = turnedAway()
    await vi.waitFor(() => expect(turnedAway()).toBeGreaterThan(before), WAIT)
    expect(client.heard).not.toContain(`got ${group} late`)
  })

  it('is let in from the addresses that a grant names, and from no others', async () => {
    const groups = [strangersGroup]
    await authorize('BOTH', groups, ['203.0.113.0/24', '127.0.0.2'])
    expect(await reach(strangersKey, strangersGroup)).toEqual(['refused', 'refused'])
    await authorize('BOTH', groups, ['203.0.113.0/24', '127.0.0.0/8'])
    expect(await reach(strangersKey, strangersGroup)).toEqual(['sent', 'pulled'])
    const grantId = await authorize('BOTH', groups, ['127.0.0.1', '::1'])
    expect(await reach(strangersKey, strangersGroup)).toEqual(['sent', 'pulled'])
    const params = { clusterId: instance.clusterId }
    const { brokers } = await server.admin.call(clusterAccessView, { params })
    expect(brokers.map(({ keys }) => keys)).toEqual(masters.map(() => []))
    await revoke(grantId)
  })

  it('goes on with a second key when the first is deleted', async () => {
    const second = await newKey(server, owner)
    expect([await send(ownersKey), await send(second)]).toEqual(['sent', 'sent'])
    const { accessKey } = ownersKey
    expectDone((await owner.call(accessKeyDelete, { params: { accessKey } })).outcomes)
    expect([await send(ownersKey), await send(second)]).toEqual(['refused', 'sent'])
    ownersKey = second
  })

  it('is let in again once brokers that lost its key are repaired', async () => {
    await using admin = realAdmin()
    await admin.access.deleteUser(ownersKey.accessKey)
    expect(await send(ownersKey)).toBe('refused')
    const params = { clusterId: instance.clusterId }
    const { brokers } = await server.admin.call(clusterAccessView, { params })
    const { accessKey } = ownersKey
    expect(brokers).toMatchObject(masters.map(() => ({ keys: [{ accessKey, user: 'MISSING' }] })))
    expectDone((await server.admin.call(clusterAccessRepair, { params })).outcomes)
    expect(await send(ownersKey)).toBe('sent')
  })
})
