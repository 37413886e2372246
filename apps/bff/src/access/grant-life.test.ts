/** How long a grant holds: no longer than its topic and its groups, and not past a revocation, whatever brokers say. */
import {
  accountCreate,
  auditEventList,
  clusterUpdate,
  clusterView,
  grantCreate,
  grantDelete,
  grantList,
  groupCreate,
  groupDelete,
  groupView,
  sessionView,
  topicCreate,
  topicDelete,
  topicRepair,
} from '@gantry/contract'
import { Admin } from '@gantry/remoting'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Program, problemOf } from '../../test-support/callers.ts'
import { createUser } from '../../test-support/create-user.ts'
import { newKey } from '../../test-support/key-holder.ts'
import { type SandboxConsole, startSandboxConsole } from '../../test-support/sandbox-console.ts'
import { defaultInstance, newGroup, newInstance, newTopic, uniqueName } from '../../test-support/seed.ts'

let sandbox: SandboxConsole
let brokers: Admin
let instanceId: string
let accountId: string
let clusterId: string

beforeAll(async () => {
  sandbox = await startSandboxConsole()
  const { namesrvAddr, credentials } = sandbox.sandbox
  brokers = new Admin({ namesrvAddr, ...(credentials && { credentials }) })
  ;({ instanceId, accountId, clusterId } = await newInstance(admin()))
})
afterAll(async () => {
  await brokers.close()
  await sandbox[Symbol.asyncDispose]()
})

const admin = () => sandbox.server.admin.call

interface Person {
  readonly program: Program
  readonly username: string
  readonly accessKey: string
}

async function person(role: 'tenantAdministrator' | 'resourceUser', account: string): Promise<Person> {
  const program = await createUser(sandbox.server, role, { accountId: account })
  const { username } = (await program.call(sessionView, {})).me
  const { accessKey } = await newKey(sandbox.server, program)
  return { program, username, accessKey }
}

/** A topic and a user who may publish to it. */
async function publisher(topic?: string) {
  const granted = topic ?? (await newTopic(admin(), instanceId))
  const user = await person('resourceUser', accountId)
  const { grant } = await admin()(grantCreate, {
    params: { instanceId, topic: granted },
    body: { granteeType: 'RAM_USER', grantee: user.username, authorisation: 'PUBLISH' },
  })
  return { ...user, topic: granted, params: { instanceId, topic: granted, grantId: grant.grantId } }
}

/** Resources that brokers open to the key, each once. */
async function opened(accessKey: string): Promise<string[]> {
  const { answered } = await brokers.access.policies({ subject: `User:${accessKey}` })
  const policies = answered.flatMap(({ value }) => value).flatMap(({ policies: all }) => all)
  return [...new Set(policies.flatMap(({ entries }) => entries.map(({ resource }) => resource)))]
}

const make = (topic: string) =>
  admin()(topicCreate, { params: { instanceId }, body: { topic, messageType: 'NORMAL' } })
const settle = (topic: string, action: 'forget' | 'undo') =>
  admin()(topicRepair, { params: { instanceId, topic }, body: { action } })
const removePastConsole = (topic: string) => brokers.topics.remove(`${instanceId}%${topic}`)

describe('a topic that is made again under the same name', () => {
  it.each<[string, (topic: string) => Promise<unknown>]>([
    ['deleted', topic => admin()(topicDelete, { params: { instanceId, topic }, query: { confirm: topic } })],
    ['forgotten', async topic => [await removePastConsole(topic), await settle(topic, 'forget')]],
  ])('is not opened by grants of the one that was %s', async (_how, end) => {
    const { accessKey, topic } = await publisher()
    expect(await opened(accessKey)).toContain(`Topic:${instanceId}%${topic}`)
    await end(topic)
    expect(await opened(accessKey)).toEqual([])
    await make(topic)
    expect((await admin()(grantList, { params: { instanceId, topic } })).items).toEqual([])
    expect(await opened(accessKey)).toEqual([])
  })

  it('has its grants named where its deletion is recorded', async () => {
    const { topic, username } = await publisher()
    await admin()(topicDelete, { params: { instanceId, topic }, query: { confirm: topic } })
    const { items } = await admin()(auditEventList, { query: { action: 'topicDelete' } })
    expect(items[0]).toMatchObject({ details: { grantsRevoked: [username] } })
  })

  it('is not opened by grants of one that was half made and undone', async () => {
    const refusal = { kind: 'REFUSE', code: 'SYSTEM_ERROR' } as const
    const request = 'UPDATE_AND_CREATE_TOPIC'
    const fault = sandbox.sandbox.faults.add({ failure: refusal, request, server: 'broker-b' })
    const topic = uniqueName('half-made')
    expect((await make(topic)).topic.state).toBe('INCOMPLETE')
    fault.remove()
    const { accessKey } = await publisher(topic)
    await settle(topic, 'undo')
    await make(topic)
    expect(await opened(accessKey)).toEqual([])
  })

  it('is not opened by grants that were left where nobody told the console', async () => {
    const { accessKey, topic } = await publisher()
    await removePastConsole(topic)
    await sandbox.server.context.db.deleteFrom('topics').where('topic', '=', topic).execute()
    await make(topic)
    expect(await opened(accessKey)).toEqual([])
  })
})

describe('a group that is made again under the same name', () => {
  it('is not opened by grants that named the first one', async () => {
    const other = await admin()(accountCreate, { body: { name: 'florist' } })
    const bob = await person('tenantAdministrator', other.accountId)
    const [topic, group] = [await newTopic(admin(), instanceId), await newGroup(admin(), instanceId)]
    const to = {
      granteeType: 'TENANT_ACCOUNT',
      grantee: other.accountId,
      authorisation: 'SUBSCRIBE',
    } as const
    const params = { instanceId, group }
    await admin()(grantCreate, { params: { instanceId, topic }, body: { ...to, groups: [group] } })
    expect(await opened(bob.accessKey)).toContain(`Group:${instanceId}%${group}`)
    expect(await opened(bob.accessKey)).toContain(`Topic:%DLQ%${instanceId}%${group}`)
    await admin()(groupDelete, { params, query: { confirm: group } })
    const topics = [`Topic:${instanceId}%${topic}`, 'Topic:RMQ_SYS_TRACE_TOPIC']
    expect((await opened(bob.accessKey)).toSorted()).toEqual(topics.toSorted())
    const carl = await person('resourceUser', accountId)
    await carl.program.call(groupCreate, { params: { instanceId }, body: { group } })
    expect((await opened(bob.accessKey)).toSorted()).toEqual(topics.toSorted())
    expect(await problemOf(bob.program.call(groupView, { params }))).toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('a revocation', () => {
  it('is made up for where a broker was too busy to hear of it', async () => {
    const { accessKey, params } = await publisher()
    const failure = { kind: 'REFUSE', code: 'SYSTEM_BUSY' } as const
    sandbox.sandbox.faults.add({ failure, request: 'AUTH_DELETE_USER', times: 1 })
    const { outcomes } = await admin()(grantDelete, { params })
    expect(outcomes.map(({ state }) => state).toSorted()).toEqual(['DONE', 'FAILED'])
    expect(await opened(accessKey)).not.toEqual([])
    await expect.poll(() => opened(accessKey), { timeout: 15_000 }).toEqual([])
  })

  it('is made up for when its cluster is no longer read-only', async () => {
    const { accessKey, params } = await publisher()
    const setReadOnly = async (readOnly: boolean) => {
      const { cluster } = await admin()(clusterView, { params: { clusterId } })
      const body = { readOnly, version: cluster.version }
      await admin()(clusterUpdate, { params: { clusterId }, body })
    }
    await setReadOnly(true)
    expect((await admin()(grantDelete, { params })).outcomes).toMatchObject([{ state: 'FAILED' }])
    await setReadOnly(false)
    await expect.poll(() => opened(accessKey), { timeout: 15_000 }).toEqual([])
  })
})

describe('an owner without a namespace', () => {
  it('may use a topic that was adopted, and reads its dead letters', async () => {
    const { instanceId: bare, accountId: owner } = await defaultInstance(admin())
    const { accessKey } = await person('tenantAdministrator', owner)
    const nodes = await brokers.cluster.masters()
    const topic = uniqueName('legacy')
    await brokers.topics.save({ topic, readQueueNums: 1, writeQueueNums: 1 }, nodes)
    await admin()(topicRepair, { params: { instanceId: bare, topic }, body: { action: 'adopt' } })
    await expect.poll(() => opened(accessKey)).toContain(`Topic:${topic}`)
    const group = await newGroup(admin(), bare)
    await expect.poll(() => opened(accessKey)).toContain(`Topic:%DLQ%${group}`)
  })
})
