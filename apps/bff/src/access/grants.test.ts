/** Grants on the sandbox's brokers, and what happens when somebody else changes what stands there. */
import {
  accountCreate,
  accountDelete,
  auditEventList,
  type BodyInputOf,
  clusterAccessRepair,
  clusterAccessView,
  grantCreate,
  grantDelete,
  grantList,
  groupCreate,
  groupDelete,
  groupList,
  groupUpdate,
  groupView,
  ownGrantList,
  type Role,
  sessionView,
  topicDelete,
  userDelete,
  userList,
  userUpdate,
} from '@gantry/contract'
import { Admin, Producer, PullConsumer } from '@gantry/remoting'
import { registerBroker, unregisterBroker } from '@gantry/remoting/requests'
import { startSandbox } from '@gantry/sandbox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Program, problemOf } from '../../test-support/callers.ts'
import { createUser } from '../../test-support/create-user.ts'
import { newKey } from '../../test-support/key-holder.ts'
import { type SandboxConsole, startSandboxConsole } from '../../test-support/sandbox-console.ts'
import { newGroup, newInstance, newTopic } from '../../test-support/seed.ts'

let sandbox: SandboxConsole
let brokers: Admin
let instanceId: string
let accountId: string
let clusterId: string

beforeAll(async () => {
  sandbox = await startSandboxConsole()
  const { namesrvAddr, credentials } = sandbox.sandbox
  brokers = new Admin({ namesrvAddr, ...(credentials && { credentials }) })
  const instance = await newInstance(sandbox.server.admin.call)
  ;({ instanceId, accountId, clusterId } = instance)
})
afterAll(async () => {
  await brokers.close()
  await sandbox[Symbol.asyncDispose]()
})

interface Person {
  readonly program: Program
  readonly username: string
  readonly credentials: { readonly accessKey: string; readonly secretKey: string }
}

async function person(role: Exclude<Role, 'administrator'>, account: string): Promise<Person> {
  const program = await createUser(sandbox.server, role, { accountId: account })
  const { username } = (await program.call(sessionView, {})).me
  const { accessKey, secretKey } = await newKey(sandbox.server, program)
  return { program, username, credentials: { accessKey, secretKey } }
}

const user = () => person('resourceUser', accountId)
const resources = async () => {
  const { call } = sandbox.server.admin
  return { topic: await newTopic(call, instanceId), group: await newGroup(call, instanceId) }
}

function authorize(topic: string, body: BodyInputOf<typeof grantCreate>) {
  return sandbox.server.admin.call(grantCreate, { params: { instanceId, topic }, body })
}

/** What the programs of a person can do. */
async function reach({ credentials }: Person, { topic, group }: { topic: string; group: string }) {
  const { namesrvAddr } = sandbox.sandbox
  const options = { namesrvAddr, credentials, namespace: instanceId }
  await using producer = new Producer({ ...options, producerGroup: 'PID-reach' })
  await using consumer = new PullConsumer({ ...options, consumerGroup: group })
  const publish = producer.send({ topic, body: Buffer.from('x') })
  const subscribe = consumer.queues(topic).then(([queue]) => queue && consumer.pull(queue, 0n))
  const [published, subscribed] = await Promise.allSettled([publish, subscribe])
  return { publish: published.status === 'fulfilled', subscribe: subscribed.status === 'fulfilled' }
}

const NOTHING = { publish: false, subscribe: false }

describe('a grant', () => {
  it('lets a user publish, then subscribe instead with a group, then nothing', async () => {
    const [ann, place] = [await user(), await resources()]
    const to = { granteeType: 'RAM_USER', grantee: ann.username } as const
    expect(await reach(ann, place)).toEqual(NOTHING)
    const { grant, outcomes } = await authorize(place.topic, { ...to, authorisation: 'PUBLISH' })
    expect(outcomes.map(({ state }) => state)).toEqual(['DONE', 'DONE'])
    expect(grant).toMatchObject({ grantee: ann.username, authorisation: 'PUBLISH', accessKeys: 1 })
    expect(await reach(ann, place)).toEqual({ publish: true, subscribe: false })

    const groups = [place.group]
    const second = await authorize(place.topic, { ...to, authorisation: 'SUBSCRIBE', groups })
    expect(second.grant).toMatchObject({ grantId: grant.grantId, authorisation: 'SUBSCRIBE', groups })
    expect(await reach(ann, place)).toEqual({ publish: false, subscribe: true })
    const othersGroup = await newGroup(sandbox.server.admin.call, instanceId)
    expect(await reach(ann, { ...place, group: othersGroup })).toEqual(NOTHING)

    const params = { instanceId, topic: place.topic }
    expect((await ann.program.call(grantList, { params })).items).toEqual([second.grant])
    expect(await problemOf(ann.program.call(grantDelete, { params: { ...params, ...grant } }))).toMatchObject(
      { code: 'FORBIDDEN' },
    )
    await sandbox.server.admin.call(grantDelete, { params: { ...params, grantId: grant.grantId } })
    expect(await reach(ann, place)).toEqual(NOTHING)
    const { items } = await sandbox.server.admin.call(auditEventList, { query: { action: 'grantDelete' } })
    expect(items[0]).toMatchObject({
      change: { before: { grantee: ann.username, authorisation: 'SUBSCRIBE' }, after: null },
    })
  })

  it('lets the tenant administrators of another account do both', async () => {
    const other = await sandbox.server.admin.call(accountCreate, { body: { name: 'florist' } })
    const [bob, place] = [await person('tenantAdministrator', other.accountId), await resources()]
    const to = { granteeType: 'TENANT_ACCOUNT', grantee: other.accountId } as const
    await authorize(place.topic, { ...to, authorisation: 'BOTH', groups: [place.group] })
    expect(await reach(bob, place)).toEqual({ publish: true, subscribe: true })
    expect((await bob.program.call(ownGrantList, {})).items).toMatchObject([
      { instanceId, topic: place.topic, authorisation: 'BOTH', namespace: instanceId },
    ])
    await sandbox.server.admin.call(topicDelete, {
      params: { instanceId, topic: place.topic },
      query: { confirm: place.topic },
    })
    const holders = async () => (await brokers.access.users(bob.credentials.accessKey)).answered
    await expect.poll(async () => (await holders()).flatMap(({ value }) => value)).toEqual([])
    expect((await bob.program.call(ownGrantList, {})).items).toEqual([])
  })

  it('is refused for the owner, for strangers, and for groups that are not there', async () => {
    const { topic } = await resources()
    const other = await sandbox.server.admin.call(accountCreate, { body: { name: 'baker' } })
    const stranger = await person('resourceUser', other.accountId)
    const owner = await person('tenantAdministrator', accountId)
    const refused = async (body: Omit<BodyInputOf<typeof grantCreate>, 'granteeType'>) =>
      problemOf(authorize(topic, { granteeType: 'RAM_USER', ...body }))
    const may = { authorisation: 'BOTH' } as const
    const groups = [await newGroup(sandbox.server.admin.call, instanceId)]
    expect(await refused({ ...may, groups, grantee: owner.username })).toMatchObject({ code: 'CONFLICT' })
    for (const grantee of [stranger.username, 'nobody']) {
      expect(await refused({ ...may, groups, grantee })).toMatchObject({
        code: 'NOT_FOUND',
        fields: [{ path: 'grantee' }],
      })
    }
    expect(await refused({ ...may, groups: ['GID_nowhere'], grantee: 'x' })).toMatchObject({
      fields: [{ path: 'groups' }],
    })
  })
})

describe('a group that a grantee makes', () => {
  const made = (program: Program, group: string) =>
    program.call(groupCreate, { params: { instanceId }, body: { group } })

  it('is of the other account, which consumes with it while it may, and of nobody but the owner afterwards', async () => {
    const other = await sandbox.server.admin.call(accountCreate, { body: { name: 'brewer' } })
    const [bob, { topic, group: named }] = [
      await person('tenantAdministrator', other.accountId),
      await resources(),
    ]
    const to = { granteeType: 'TENANT_ACCOUNT', grantee: other.accountId } as const
    await authorize(topic, { ...to, authorisation: 'PUBLISH' })
    expect(await problemOf(made(bob.program, 'GID_bob'))).toMatchObject({ code: 'NOT_FOUND' })
    const { grant } = await authorize(topic, { ...to, authorisation: 'SUBSCRIBE', groups: [named] })
    const { group } = (await made(bob.program, 'GID_bob')).group
    expect(await problemOf(made(bob.program, 'GID_bob'))).toMatchObject({ code: 'CONFLICT' })
    await expect.poll(() => reach(bob, { topic, group })).toEqual({ publish: false, subscribe: true })

    const params = { instanceId }
    const colleague = await person('readOnly', other.accountId)
    for (const { program } of [bob, colleague]) {
      const { items } = await program.call(groupList, { params, query: { sort: 'group' } })
      expect(items).toMatchObject([
        { group: named, madeByAccount: null, isChangeable: false },
        { group, madeByAccount: other.accountId, isChangeable: true },
      ])
    }
    const [shown] = (await sandbox.server.admin.call(grantList, { params: { ...params, topic } })).items
    expect(shown).toMatchObject({ groups: [named], madeGroups: [group] })
    const [own] = (await bob.program.call(ownGrantList, {})).items
    expect(own?.groups).toEqual([named, group])

    const describe = (name: string) =>
      bob.program.call(groupUpdate, {
        params: { ...params, group: name },
        body: { description: 'of bob', version: 0 },
      })
    expect(await describe(group)).toMatchObject({ description: 'of bob' })
    expect(await problemOf(describe(named))).toMatchObject({ code: 'NOT_FOUND' })
    const remove = (program: Program, name: string) =>
      program.call(groupDelete, { params: { ...params, group: name }, query: { confirm: name } })
    expect(await problemOf(remove(bob.program, named))).toMatchObject({ code: 'NOT_FOUND' })

    await sandbox.server.admin.call(grantDelete, { params: { ...params, topic, grantId: grant.grantId } })
    expect(await reach(bob, { topic, group })).toEqual(NOTHING)
    expect(await problemOf(remove(bob.program, group))).toMatchObject({ code: 'NOT_FOUND' })
    await remove((await person('tenantAdministrator', accountId)).program, group)
  })

  it('is of the user that it was granted to, and of no colleague', async () => {
    const [ivy, joe, { topic }] = [await user(), await user(), await resources()]
    for (const { username } of [ivy, joe]) {
      await authorize(topic, { granteeType: 'RAM_USER', grantee: username, authorisation: 'SUBSCRIBE' })
    }
    const { group } = (await made(ivy.program, 'GID_ivy')).group
    await expect.poll(() => reach(ivy, { topic, group })).toEqual({ publish: false, subscribe: true })
    expect(await reach(joe, { topic, group })).toEqual(NOTHING)
    const params = { instanceId, group }
    expect(await problemOf(joe.program.call(groupView, { params }))).toMatchObject({ code: 'NOT_FOUND' })
    await ivy.program.call(groupDelete, { params, query: { confirm: group } })
    await expect.poll(() => reach(ivy, { topic, group })).toEqual(NOTHING)
  })
})

describe('where a grant holds', () => {
  it('is from everywhere, or from the addresses that it names, and is changed with it', async () => {
    const [eve, place] = [await user(), await resources()]
    const to = { granteeType: 'RAM_USER', grantee: eve.username, authorisation: 'BOTH' } as const
    const from = async (...sourceIps: string[]) => {
      const { grant, outcomes } = await authorize(place.topic, { ...to, groups: [place.group], sourceIps })
      expect(outcomes.map(({ state }) => state)).toEqual(['DONE', 'DONE'])
      return grant
    }
    expect(await from('203.0.113.7', '2001:DB8::1')).toMatchObject({
      sourceIps: ['203.0.113.7', '2001:db8::1/128'],
    })
    expect(await reach(eve, place)).toEqual(NOTHING)
    await from('203.0.113.7', '127.0.0.0/8')
    expect(await reach(eve, place)).toEqual({ publish: true, subscribe: true })
    const subject = `User:${eve.credentials.accessKey}`
    const [first] = (await brokers.access.policies({ subject })).answered
    const entries = first?.value.flatMap(({ policies }) => policies.flatMap(each => each.entries)) ?? []
    expect(entries.map(({ sourceIps }) => sourceIps)).toEqual(
      // The topic, the group, its dead letters, and traces.
      Array.from({ length: 4 }, () => ['203.0.113.7', '127.0.0.0/8']),
    )
    const params = { instanceId, topic: place.topic }
    const { items } = await sandbox.server.admin.call(grantList, { params })
    expect(items.map(({ sourceIps }) => sourceIps)).toEqual([['203.0.113.7', '127.0.0.0/8']])
    await from()
    expect(await reach(eve, place)).toEqual({ publish: true, subscribe: true })
    expect(await problemOf(from('10.0.0.0/33'))).toMatchObject({
      code: 'VALIDATION',
      fields: [{ path: 'sourceIps.0', code: 'sourceAddress' }],
    })
  })
})

/** A broker with users of its own that the name server knows as a replica of the first. */
async function startReplica() {
  await using cleanup = new AsyncDisposableStack()
  const replica = cleanup.use(await startSandbox({ brokers: 1, acl: 'on' }))
  const { namesrvAddr, credentials } = replica
  const admin = cleanup.use(new Admin({ namesrvAddr, ...(credentials && { credentials }) }))
  const { clusterName } = sandbox.sandbox
  const brokerAddr = replica.brokers[0]?.addr ?? ''
  const place = { clusterName, brokerName: 'broker-a', brokerAddr }
  const greeting = { ...place, haServerAddr: brokerAddr, compressed: false, bodyCrc32: 0 }
  const { nameServers } = brokers.cluster
  const come = (brokerId: number) =>
    nameServers.callEach(registerBroker, { header: { ...greeting, brokerId } })
  await come(1)
  const ended = cleanup.move()
  return {
    come,
    go: (brokerId: number) => nameServers.callEach(unregisterBroker, { header: { ...place, brokerId } }),
    usernames: async () =>
      (await admin.access.users()).answered.flatMap(({ value }) => value.map(({ username }) => username)),
    [Symbol.asyncDispose]: () => ended.disposeAsync(),
  }
}

describe('what brokers have', () => {
  const drift = async () => {
    const { brokers: found } = await sandbox.server.admin.call(clusterAccessView, { params: { clusterId } })
    return found.flatMap(({ brokerName, keys }) => keys.map(key => ({ brokerName, ...key })))
  }
  const repair = () => sandbox.server.admin.call(clusterAccessRepair, { params: { clusterId } })

  it('follows by itself where a broker was away during a change', async () => {
    const [carl, place] = [await user(), await resources()]
    const to = { granteeType: 'RAM_USER', grantee: carl.username } as const
    const { grant } = await authorize(place.topic, { ...to, authorisation: 'PUBLISH' })
    const [, second] = sandbox.sandbox.brokers
    await second?.stop()
    const params = { instanceId, topic: place.topic, grantId: grant.grantId }
    const { outcomes } = await sandbox.server.admin.call(grantDelete, { params })
    expect(outcomes).toMatchObject([
      { brokerName: 'broker-a', state: 'DONE' },
      { brokerName: 'broker-b', state: 'AWAY' },
    ])
    await second?.start()
    const { accessKey } = carl.credentials
    const users = async () => (await brokers.access.users(accessKey)).answered.flatMap(({ value }) => value)
    await expect.poll(users, { timeout: 10_000 }).toEqual([])
    await expect.poll(drift).toEqual([])
    const { db } = sandbox.server.context
    await expect.poll(() => db.selectFrom('access_missed').selectAll().execute()).toEqual([])
  })

  it('is the same on a replica, which copies no users from its master', async () => {
    const { call } = sandbox.server.admin
    await using replica = await startReplica()
    const [gina, { topic }] = [await user(), await resources()]
    const to = { granteeType: 'RAM_USER', grantee: gina.username, authorisation: 'PUBLISH' } as const
    const { grant, outcomes } = await authorize(topic, to)
    expect(outcomes).toMatchObject([
      { brokerName: 'broker-a', brokerId: 0, state: 'DONE' },
      { brokerName: 'broker-a', brokerId: 1, state: 'DONE' },
      { brokerName: 'broker-b', brokerId: 0, state: 'DONE' },
    ])
    const { accessKey } = gina.credentials
    expect(await replica.usernames()).toContain(accessKey)

    await replica.go(1)
    const params = { instanceId, topic, grantId: grant.grantId }
    expect((await call(grantDelete, { params })).outcomes).toContainEqual(
      expect.objectContaining({ brokerName: 'broker-a', brokerId: 1, state: 'AWAY' }),
    )
    // A controller may have given its ID away meanwhile.
    await replica.come(2)
    await expect.poll(() => replica.usernames(), { timeout: 10_000 }).not.toContain(accessKey)
    await expect.poll(drift).toEqual([])
    await replica.go(2)
  })

  it('shows the grants of a topic that somebody else has deleted, until they are removed', async () => {
    const [finn, place] = [await user(), await resources()]
    const to = { granteeType: 'RAM_USER', grantee: finn.username } as const
    const { grant } = await authorize(place.topic, { ...to, authorisation: 'PUBLISH' })
    await brokers.topics.remove(`${instanceId}%${place.topic}`)
    const params = { instanceId, topic: place.topic }
    const list = await sandbox.server.admin.call(grantList, { params })
    expect(list).toMatchObject({ isOrphaned: true, items: [{ grantId: grant.grantId }] })
    const orphans = async () =>
      (await sandbox.server.admin.call(clusterAccessView, { params: { clusterId } })).orphans
    expect(await orphans()).toMatchObject([
      { grantId: grant.grantId, instanceId, topic: place.topic, granteeName: finn.username },
    ])
    await sandbox.server.admin.call(grantDelete, { params: { ...params, grantId: grant.grantId } })
    expect(await orphans()).toEqual([])
  })

  it('is put right where somebody has edited it, and left alone where the console has made nothing', async () => {
    const [dora, place] = [await user(), await resources()]
    const to = { granteeType: 'RAM_USER', grantee: dora.username } as const
    await authorize(place.topic, { ...to, authorisation: 'PUBLISH' })
    const { accessKey } = dora.credentials
    const entry = { resource: 'Topic:*', actions: ['Pub'], decision: 'Allow' as const }
    const policies = [{ policyType: 'Custom', entries: [entry] }]
    for (const username of [accessKey, 'GANTRYELSEWHERE', 'operator']) {
      if (username !== accessKey) await brokers.access.createUser({ username, password: 'secret-1234' })
      await brokers.access.createPolicy({ subject: `User:${username}`, policies })
    }
    expect(await drift()).toMatchObject([
      { brokerName: 'broker-a', accessKey, user: null, toRemove: ['Topic:*'] },
      { brokerName: 'broker-b', accessKey, user: null, toRemove: ['Topic:*'] },
    ])
    await repair()
    expect(await drift()).toEqual([])
    const action = 'clusterAccessRepair'
    const { items } = await sandbox.server.admin.call(auditEventList, { query: { action } })
    const differed = { accessKey, user: null, toRemove: ['Topic:*'] }
    expect(items[0]).toMatchObject({
      details: { differed: ['broker-a', 'broker-b'].map(brokerName => ({ brokerName, ...differed })) },
    })
    const left = await brokers.access.policies({ resource: 'Topic:*' })
    for (const { value } of left.answered) {
      expect(value.map(({ subject }) => subject)).toEqual(['User:GANTRYELSEWHERE', 'User:operator'])
    }
  })
})

it('to a user end when the user moves to another account, also after the way back', async () => {
  const { call } = sandbox.server.admin
  const { topic } = await resources()
  const ann = await user()
  await authorize(topic, { granteeType: 'RAM_USER', grantee: ann.username, authorisation: 'PUBLISH' })
  const other = await call(accountCreate, { body: { name: 'elsewhere' } })
  const { items } = await call(userList, { query: { q: ann.username } })
  const params = { userId: items[0]?.userId ?? '' }
  const home = items[0]?.accountId ?? ''
  await call(userUpdate, { params, body: { accountId: other.accountId } })
  const moves = await call(auditEventList, { query: { action: 'userUpdate' } })
  expect(moves.items[0]?.change?.before).toMatchObject({ grants: [`${instanceId}/${topic} PUBLISH`] })
  await call(userUpdate, { params, body: { accountId: home } })
  expect((await call(grantList, { params: { instanceId, topic } })).items).toEqual([])
})

it('that go with an account or a user are named in the audit record', async () => {
  const { call } = sandbox.server.admin
  const { topic } = await resources()
  const other = await call(accountCreate, { body: { name: 'passing' } })
  const ann = await user()
  await authorize(topic, {
    granteeType: 'TENANT_ACCOUNT',
    grantee: other.accountId,
    authorisation: 'PUBLISH',
  })
  await authorize(topic, { granteeType: 'RAM_USER', grantee: ann.username, authorisation: 'PUBLISH' })
  await call(accountDelete, { params: { accountId: other.accountId }, query: { confirm: 'passing' } })
  const { items } = await call(userList, { query: { q: ann.username } })
  const params = { userId: items[0]?.userId ?? '' }
  await call(userDelete, { params, query: { confirm: ann.username } })
  const grants = [`${instanceId}/${topic} PUBLISH`]
  const before = async (action: string) =>
    (await call(auditEventList, { query: { action } })).items[0]?.change?.before
  expect(await before('accountDelete')).toEqual({ name: 'passing', grants })
  expect(await before('userDelete')).toMatchObject({ accessKeys: [ann.credentials.accessKey], grants })
})
