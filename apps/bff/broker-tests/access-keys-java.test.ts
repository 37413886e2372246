/** Access keys and grants as RocketMQ's own Java clients meet them, on brokers with ACL 2.0. */
import { join } from 'node:path'
import {
  type AccessOutcome,
  accessKeyCreate,
  accessKeyDelete,
  accountCreate,
  type BodyInputOf,
  clusterAccessRepair,
  clusterAccessView,
  clusterUpdate,
  clusterView,
  grantCreate,
  grantDelete,
  type Instance,
} from '@gantry/contract'
import { Admin } from '@gantry/remoting'
import { registerBroker, unregisterBroker } from '@gantry/remoting/requests'
import { type JavaRun, runJava } from '@gantry/rig'
import { startSandbox } from '@gantry/sandbox'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import type { Program } from '../test-support/callers.ts'
import { createUser } from '../test-support/create-user.ts'
import { realAdmin, startConsole } from '../test-support/real-cluster.ts'
import { newGroup, newInstance, newTopic, uniqueName } from '../test-support/seed.ts'
import type { TestServer } from '../test-support/start-server.ts'

const WAIT = { timeout: 25_000, interval: 50 }
const SOURCE = join(import.meta.dirname, 'java', 'KeyHolder.java')
const { namesrvAddr, clusterName, tools, masters } = inject('cluster')

interface Key {
  readonly accessKey: string
  readonly secretKey: string
}

let server: TestServer
let client: JavaRun
let instance: Instance
let strangerAccountId: string
let topic: string
let ownersGroup: string
let strangersGroup: string
let owner: Program
let ownersKey: Key
let strangersKey: Key
const lines: string[] = []

beforeAll(async () => {
  server = await startConsole()
  const { call } = server.admin
  instance = await newInstance(call)
  const { instanceId, accountId } = instance
  topic = await newTopic(call, instanceId)
  ownersGroup = await newGroup(call, instanceId)
  strangersGroup = await newGroup(call, instanceId)
  strangerAccountId = (await call(accountCreate, { body: { name: uniqueName('stranger') } })).accountId
  owner = await createUser(server, 'tenantAdministrator', { accountId })
  ownersKey = await newKey(owner)
  strangersKey = await newKey(
    await createUser(server, 'tenantAdministrator', { accountId: strangerAccountId }),
  )
  client = await runJava(SOURCE, tools.javaClasspath, [namesrvAddr, instanceId])
  void readLines()
  await vi.waitFor(() => expect(lines).toContain('ready'), WAIT)
})
afterAll(async () => {
  await client?.stop()
  await server.close()
})

async function readLines(): Promise<void> {
  for await (const line of client.lines) lines.push(line)
}

async function newKey(program: Program): Promise<Key> {
  const { accessKey, secretKey, outcomes } = await program.call(accessKeyCreate, {})
  expectDone(outcomes)
  return { accessKey: accessKey.accessKey, secretKey }
}

function expectDone(outcomes: readonly AccessOutcome[]): void {
  expect(outcomes.map(({ state }) => state)).toEqual(masters.map(() => 'DONE'))
}

/** @returns the answer of the Java client */
async function ask(command: 'send' | 'pull' | 'listen', { accessKey, secretKey }: Key, last: string) {
  const answers = () => lines.filter(line => !line.startsWith('got '))
  const before = answers().length
  client.write(`${command} ${accessKey} ${secretKey} ${topic} ${last}`)
  return vi.waitFor(() => {
    const answer = answers()[before]
    if (answer === undefined) throw new Error(`No answer to ${command} in: ${lines.join('\n')}`)
    return answer
  }, WAIT)
}

async function reach(key: Key, group: string) {
  return [await ask('send', key, 'x'), await ask('pull', key, group)]
}

async function authorize(
  authorisation: BodyInputOf<typeof grantCreate>['authorisation'],
  groups: string[] = [],
  sourceIps: string[] = [],
) {
  const { grant, outcomes } = await server.admin.call(grantCreate, {
    params: { instanceId: instance.instanceId, topic },
    body: { granteeType: 'TENANT_ACCOUNT', grantee: strangerAccountId, authorisation, groups, sourceIps },
  })
  expectDone(outcomes)
  return grant.grantId
}

describe('a Java client', () => {
  it('produces and consumes with the key of the owner, who needs no grant', async () => {
    expect(await ask('listen', ownersKey, ownersGroup)).toBe('listening')
    await vi.waitFor(async () => {
      expect(await ask('send', ownersKey, 'first')).toBe('sent')
      expect(lines).toContain('got first')
    }, WAIT)
  })

  it('can do with the key of somebody else what was granted, and nothing when it is revoked', async () => {
    expect(await reach(strangersKey, strangersGroup)).toEqual(['refused', 'refused'])
    await authorize('PUBLISH')
    expect(await reach(strangersKey, strangersGroup)).toEqual(['sent', 'refused'])
    const grantId = await authorize('SUBSCRIBE', [strangersGroup])
    expect(await reach(strangersKey, strangersGroup)).toEqual(['refused', 'pulled'])
    expect(await ask('pull', strangersKey, ownersGroup)).toBe('refused')
    const params = { instanceId: instance.instanceId, topic, grantId }
    expectDone((await server.admin.call(grantDelete, { params })).outcomes)
    expect(await reach(strangersKey, strangersGroup)).toEqual(['refused', 'refused'])
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
    const revoked = { params: { instanceId: instance.instanceId, topic, grantId } }
    expectDone((await server.admin.call(grantDelete, revoked)).outcomes)
  })

  it('goes on with a second key when the first is deleted', async () => {
    const second = await newKey(owner)
    expect(await ask('send', second, 'x')).toBe('sent')
    const { accessKey } = ownersKey
    expectDone((await owner.call(accessKeyDelete, { params: { accessKey } })).outcomes)
    expect(await ask('send', ownersKey, 'x')).toBe('refused')
    expect(await ask('send', second, 'x')).toBe('sent')
    ownersKey = second
  })

  it('is let in again once brokers that lost its key are repaired', async () => {
    await using admin = realAdmin()
    await admin.access.deleteUser(ownersKey.accessKey)
    expect(await ask('send', ownersKey, 'x')).toBe('refused')
    const params = { clusterId: instance.clusterId }
    const { brokers } = await server.admin.call(clusterAccessView, { params })
    const { accessKey } = ownersKey
    expect(brokers).toMatchObject(masters.map(() => ({ keys: [{ accessKey, user: 'MISSING' }] })))
    expectDone((await server.admin.call(clusterAccessRepair, { params })).outcomes)
    expect(await ask('send', ownersKey, 'x')).toBe('sent')
  })
})

describe('a broker that is away while a right is taken back', () => {
  it('refuses the Java client as soon as the name servers know it again', async () => {
    const { call } = server.admin
    const { clusterId, instanceId } = instance
    const grantId = await authorize('PUBLISH')
    // Brokers of the shared cluster cannot be stopped: the console is sent to a name server that can forget them.
    await using door = await startSandbox({ brokers: [] })
    await using brokers = new Admin({ namesrvAddr: door.namesrvAddr })
    const { nameServers } = brokers.cluster
    const known = masters.map(({ brokerName, addr: brokerAddr }) => ({
      ...{ clusterName, brokerName, brokerAddr, brokerId: 0 },
    }))
    const come = () =>
      Promise.all(
        known.map(broker =>
          nameServers.callEach(registerBroker, {
            header: { ...broker, haServerAddr: broker.brokerAddr, compressed: false, bodyCrc32: 0 },
          }),
        ),
      )
    const go = () =>
      Promise.all(known.map(broker => nameServers.callEach(unregisterBroker, { header: broker })))
    await come()
    const moveTo = async (addr: string) => {
      const { version } = (await call(clusterView, { params: { clusterId } })).cluster
      await call(clusterUpdate, { params: { clusterId }, body: { namesrvAddr: addr, version } })
    }
    await moveTo(door.namesrvAddr)
    try {
      await go()
      const params = { instanceId, topic, grantId }
      const { outcomes } = await call(grantDelete, { params })
      expect(outcomes.map(({ state }) => state)).toEqual(masters.map(() => 'AWAY'))
      expect(await ask('send', strangersKey, 'x')).toBe('sent')
      await come()
      await vi.waitFor(async () => expect(await ask('send', strangersKey, 'x')).toBe('refused'), WAIT)
    } finally {
      await moveTo(namesrvAddr)
    }
  })
})
