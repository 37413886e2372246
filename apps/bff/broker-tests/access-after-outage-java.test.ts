/** Brokers of its own, of which one is ended and started again while keys and grants change; Java clients ask each of them. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type AccessOutcome,
  accessKeyDelete,
  accountCreate,
  clusterAccessRepair,
  clusterAccessView,
  grantCreate,
  grantDelete,
  type Instance,
} from '@gantry/contract'
import { Admin } from '@gantry/remoting'
import { type Rig, type RigBroker, type RigCluster, startRig } from '@gantry/rig'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Program } from '../test-support/callers.ts'
import { createUser } from '../test-support/create-user.ts'
import { type Key, type KeyHolder, newKey, startKeyHolder } from '../test-support/key-holder.ts'
import { firstClusterOf } from '../test-support/real-cluster.ts'
import { newGroup, newInstance, newTopic } from '../test-support/seed.ts'
import { startTestServer, type TestServer } from '../test-support/start-server.ts'

const STAYS = 'broker-a'
const GOES = 'broker-b'
/** What is taken back must be refused by then. */
const REVOKED = { timeout: 10_000, interval: 50 }
const WAIT = { timeout: 25_000, interval: 50 }

let rig: Rig
let cluster: RigCluster
let stays: RigBroker
let goes: RigBroker
let server: TestServer
let client: KeyHolder
let instance: Instance
let owner: Program
let ownersKey: Key
let stranger: { readonly accountId: string; readonly key: Key }
/** Of two topics the stranger may publish to the first when the broker goes. */
let taken: string
let given: string

beforeAll(async () => {
  rig = await startRig({ brokersPerCluster: 2, slave: true })
  ;[cluster, stays, goes] = partsOf(rig)
  server = await startTestServer({ config: { firstCluster: firstClusterOf(cluster) } })
  const { call } = server.admin
  instance = await newInstance(call)
  const { instanceId } = instance
  ;[taken, given] = [await newTopic(call, instanceId), await newTopic(call, instanceId)]
  owner = await createUser(server, 'tenantAdministrator', { accountId: instance.accountId })
  ownersKey = await newKey(server, owner)
  const { accountId } = await call(accountCreate, { body: { name: 'stranger' } })
  const program = await createUser(server, 'tenantAdministrator', { accountId })
  stranger = { accountId, key: await newKey(server, program) }
  client = await startKeyHolder(cluster.namesrvAddr, instanceId, cluster.javaClasspath)
})
afterAll(async () => {
  await client?.[Symbol.asyncDispose]()
  await server?.close()
  await rig?.stop()
})

function partsOf({ clusters: [first] }: Rig): [RigCluster, RigBroker, RigBroker] {
  const [one, other] = [STAYS, GOES].map(name => first?.brokers.find(({ brokerName }) => brokerName === name))
  if (!first || !one || !other) throw new Error('The rig has no two brokers.')
  return [first, one, other]
}

/** Of the master and the replica that stay, and of the master that goes. */
const EVERYWHERE = ['DONE', 'DONE', 'DONE']
const NOT_THERE = ['DONE', 'DONE', 'AWAY']

function statesOf(outcomes: readonly AccessOutcome[]) {
  return outcomes.map(({ state }) => state)
}

async function letPublish(topic: string) {
  const { grant, outcomes } = await server.admin.call(grantCreate, {
    params: { instanceId: instance.instanceId, topic },
    body: { granteeType: 'TENANT_ACCOUNT', grantee: stranger.accountId, authorisation: 'PUBLISH' },
  })
  return { grantId: grant.grantId, states: statesOf(outcomes) }
}

async function revoke(topic: string, grantId: string) {
  const params = { instanceId: instance.instanceId, topic, grantId }
  return statesOf((await server.admin.call(grantDelete, { params })).outcomes)
}

async function driftOn(brokerName: string) {
  const params = { clusterId: instance.clusterId }
  const { brokers } = await server.admin.call(clusterAccessView, { params })
  return brokers.find(found => found.brokerName === brokerName)?.keys
}

describe('a broker that is down while rights change', () => {
  it('lets Java clients do what was granted and refuses what was revoked, soon after it is back', async () => {
    const { grantId, states } = await letPublish(taken)
    expect(states).toEqual(EVERYWHERE)
    expect(await client.send(stranger.key, taken, GOES)).toBe('sent')
    expect(await client.send(stranger.key, given, GOES)).toBe('refused')
    const second = await newKey(server, owner)
    expect(await client.send(second, taken, GOES)).toBe('sent')

    await goes.stop()
    expect((await letPublish(given)).states).toEqual(NOT_THERE)
    expect(await revoke(taken, grantId)).toEqual(NOT_THERE)
    const params = { accessKey: second.accessKey }
    expect(statesOf((await owner.call(accessKeyDelete, { params })).outcomes)).toEqual(NOT_THERE)
    expect(await client.send(stranger.key, given, STAYS)).toBe('sent')
    expect(await client.send(stranger.key, taken, STAYS)).toBe('refused')
    expect(await client.send(second, taken, STAYS)).toBe('refused')

    await goes.start()
    await vi.waitFor(async () => {
      expect(await client.send(stranger.key, taken, GOES)).toBe('refused')
      expect(await client.send(second, taken, GOES)).toBe('refused')
    }, REVOKED)
    await vi.waitFor(async () => expect(await client.send(stranger.key, given, GOES)).toBe('sent'), WAIT)
    expect(await client.send(ownersKey, taken, GOES)).toBe('sent')
    expect(await driftOn(GOES)).toEqual([])
  })
})

describe('a broker that was replaced and knows no users', () => {
  it('is shown with what it lacks, and lets Java clients in once it is repaired', async () => {
    await goes.kill()
    const store = join(rig.dir, cluster.clusterName, GOES, 'store/config')
    for (const what of ['users', 'acls']) await rm(join(store, what), { recursive: true })
    await goes.start()

    const keys = [ownersKey, stranger.key]
    await vi.waitFor(async () => {
      for (const key of keys) expect(await client.send(key, given, GOES)).toBe('refused')
    }, WAIT)
    expect(await client.send(ownersKey, given, STAYS)).toBe('sent')
    expect(await driftOn(STAYS)).toEqual([])
    const missing = keys.map(({ accessKey }) =>
      expect.objectContaining({ accessKey, user: 'MISSING', isMissed: false }),
    )
    const drift = await driftOn(GOES)
    expect(drift).toHaveLength(keys.length)
    expect(drift).toEqual(expect.arrayContaining(missing))
    const params = { clusterId: instance.clusterId }
    const { outcomes } = await server.admin.call(clusterAccessRepair, { params })
    expect(statesOf(outcomes)).toEqual(EVERYWHERE)
    for (const key of keys) expect(await client.send(key, given, GOES)).toBe('sent')
    expect(await client.send(stranger.key, taken, GOES)).toBe('refused')
    expect(await driftOn(GOES)).toEqual([])
  })
})

describe('a replica whose master is away', () => {
  it('lets a Java client read with the key that may, and with no other', async () => {
    const { namesrvAddr, credentials } = cluster
    await using admin = new Admin({ namesrvAddr, ...(credentials && { credentials }) })
    const replicas = (await admin.cluster.brokers()).filter(({ brokerId }) => brokerId > 0)
    for (const { addr } of replicas) {
      await admin.brokers.updateConfig(addr, new Map([['slaveReadEnable', 'true']]))
    }
    // It copies topics once a minute.
    await admin.topics.save({ topic: `${instance.instanceId}%${given}` }, replicas)
    const group = await newGroup(server.admin.call, instance.instanceId)
    await stays.kill()
    const pull = (key: Key) => client.pull(key, given, STAYS, group)
    await vi.waitFor(async () => expect(await pull(ownersKey)).toBe('pulled'), WAIT)
    expect(await pull(stranger.key)).toBe('refused')
  })
})
