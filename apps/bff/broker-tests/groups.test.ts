import {
  auditEventList,
  consumerClientList,
  groupCreate,
  groupDelete,
  groupList,
  groupRepair,
  groupSampleCode,
  groupSubscriptions,
  groupUpdate,
  groupView,
  instanceView,
} from '@gantry/contract'
import { type Admin, dlqTopicOf, retryTopicOf } from '@gantry/remoting'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { problemOf } from '../test-support/callers.ts'
import { createUser } from '../test-support/create-user.ts'
import { insertInstance } from '../test-support/instances.ts'
import { realAdmin, startConsole } from '../test-support/real-cluster.ts'
import { defaultInstance, newGroup, newInstance, uniqueName } from '../test-support/seed.ts'
import type { TestServer } from '../test-support/start-server.ts'

const { masters } = inject('cluster')
const brokerNames = masters.map(({ brokerName }) => brokerName)
let server: TestServer
let admin: Admin
let instanceId = ''

beforeAll(async () => {
  server = await startConsole()
  admin = realAdmin()
  instanceId = (await newInstance(server.admin.call)).instanceId
})
afterAll(async () => {
  await admin.close()
  await server.close()
})

const list = (
  query: Parameters<typeof server.admin.call<typeof groupList>>[1]['query'] = {},
  id = instanceId,
) => server.admin.call(groupList, { params: { instanceId: id }, query })
const view = async (group: string, id = instanceId) =>
  (await server.admin.call(groupView, { params: { instanceId: id, group } })).group
const create = (body: object, id = instanceId) =>
  server.admin.call(groupCreate, { params: { instanceId: id }, body: { group: uniqueName('GID'), ...body } })
const remove = (group: string, confirm = group, id = instanceId) =>
  server.admin.call(groupDelete, { params: { instanceId: id, group }, query: { confirm } })
const repair = (group: string, action: 'finish' | 'undo' | 'forget' | 'adopt') =>
  server.admin.call(groupRepair, { params: { instanceId, group }, body: { action } })

/** As the masters have it, each its own copy. */
const onBrokers = async (group: string) =>
  (await admin.groups.configs()).answered.flatMap(({ value }) => value.get(`${instanceId}%${group}`) ?? [])

describe('a new group', () => {
  it.each([
    ['TCP', 16],
    ['HTTP', 288],
  ] as const)('for %s is on every broker, in the namespace, and tries %d times', async (protocol, tries) => {
    const group = uniqueName('GID')
    const made = await create({ group, protocol, description: 'For tests' })
    expect(made).toEqual({
      group: {
        group,
        wireGroup: `${instanceId}%${group}`,
        protocol,
        description: 'For tests',
        state: 'READY',
        isOnline: null,
        clients: null,
        messageModel: null,
        accumulated: null,
        consumeTps: null,
        lastConsumedAt: null,
        version: 0,
        createdAt: expect.any(String),
        madeByAccount: null,
        isChangeable: true,
      },
      outcomes: brokerNames.map(brokerName => ({ brokerName, brokerAddr: expect.any(String), ok: true })),
    })
    expect((await onBrokers(group)).map(({ retryMaxTimes }) => retryMaxTimes)).toEqual([tries, tries])
    const figures = { isOnline: false, clients: 0, accumulated: 0, consumeTps: 0 }
    expect(await view(group)).toEqual({ ...made.group, ...figures })
  })

  it.each(['GID_abc', 'CID-abc', `GID_${'x'.repeat(60)}`])('may be named %s', async group => {
    expect((await create({ group })).group).toMatchObject({ group, protocol: 'TCP', description: '' })
    await remove(group)
  })

  it.each([
    ['', 'required', 'This field is required.'],
    ['GID_ab', 'length', 'Use 7 to 64 characters.'],
    [`GID_${'x'.repeat(61)}`, 'length', 'Use 7 to 64 characters.'],
    ['orders-group', 'groupPrefix', 'A group ID starts with CID or GID.'],
    ['gid_orders', 'groupPrefix', 'A group ID starts with CID or GID.'],
    ['GID_a b', 'groupCharacters', 'Use letters, digits, hyphens and underscores only.'],
    ['GID_grün', 'groupCharacters', 'Use letters, digits, hyphens and underscores only.'],
    ['%RETRY%GID_orders', 'groupCharacters', 'Use letters, digits, hyphens and underscores only.'],
  ])('may not be named %j: %s', async (group, code, message) => {
    expect(await problemOf(create({ group }))).toMatchObject({
      status: 400,
      code: 'VALIDATION',
      fields: [{ path: 'group', code, message }],
    })
  })

  it('has a description of at most 256 characters, and one of two protocols', async () => {
    const tooLong = create({ description: 'x'.repeat(257) })
    expect(await problemOf(tooLong)).toMatchObject({ status: 400, fields: [{ path: 'description' }] })
    expect((await create({ description: 'x'.repeat(256) })).group.description).toHaveLength(256)
    const other = create({ protocol: 'AMQP' })
    expect(await problemOf(other)).toMatchObject({ status: 400, fields: [{ path: 'protocol' }] })
    expect(await problemOf(create({ retryMaxTimes: 3 }))).toMatchObject({
      status: 400,
      fields: [{ path: 'retryMaxTimes', message: 'This field is not known.' }],
    })
  })

  it('is refused under a name that is in use, on the brokers or in the console', async () => {
    const group = await newGroup(server.admin.call, instanceId)
    expect(await problemOf(create({ group, protocol: 'HTTP' }))).toMatchObject({
      status: 409,
      code: 'CONFLICT',
      fields: [{ path: 'group', message: `There is a group ${group} on ${brokerNames.join(', ')} already.` }],
    })
    await admin.groups.remove(`${instanceId}%${group}`)
    expect(await problemOf(create({ group }))).toMatchObject({
      code: 'CONFLICT',
      detail: `The console has a group ${group} in this instance already.`,
    })
    const foreign = uniqueName('GID-foreign')
    await admin.groups.save({ groupName: `${instanceId}%${foreign}` })
    expect(await problemOf(create({ group: foreign }))).toMatchObject({ code: 'CONFLICT' })
    expect((await view(foreign)).state).toBe('UNMANAGED')
  })

  it('is refused under a name that is RocketMQ’s own', async () => {
    const { instanceId: id } = await defaultInstance(server.admin.call)
    for (const group of ['CID_RMQ_SYS_TRANS', 'CID_ONSAPI_OWNER', 'CID_ONS-HTTP-PROXY']) {
      expect(await problemOf(create({ group }, id))).toMatchObject({
        status: 409,
        code: 'CONFLICT',
        fields: [{ path: 'group', message: 'RocketMQ uses this name itself: choose another one.' }],
      })
    }
  })

  it('may have the name of a group of another instance; the default instance shares names with the cluster', async () => {
    const group = await newGroup(server.admin.call, instanceId)
    const other = (await newInstance(server.admin.call)).instanceId
    await newGroup(server.admin.call, other, { group })
    expect((await list({}, other)).items.map(item => item.group)).toEqual([group])
    const { instanceId: id } = await defaultInstance(server.admin.call)
    const global = uniqueName('GID-global')
    await admin.groups.save({ groupName: global })
    expect(await problemOf(create({ group: global }, id))).toMatchObject({ code: 'CONFLICT' })
  })

  it('is made once when its form is sent twice, also at the same time', async () => {
    const body = { group: uniqueName('GID-twice') }
    const send = (idempotencyKey: string) =>
      server.admin.call(groupCreate, { params: { instanceId }, body }, { idempotencyKey })
    const idempotencyKey = uniqueName('key')
    const both = await Promise.allSettled([send(idempotencyKey), send(idempotencyKey)])
    expect(both.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0)
    const { group } = await send(idempotencyKey)
    expect(group).toMatchObject({ group: body.group, state: 'READY' })
    expect(await problemOf(send(uniqueName('key')))).toMatchObject({ code: 'CONFLICT' })
    expect((await list({ q: body.group })).items).toHaveLength(1)
  })

  it('goes to one of two who ask for the same name at once', async () => {
    const group = uniqueName('GID-race')
    const outcomes = await Promise.allSettled([create({ group }), create({ group, protocol: 'HTTP' })])
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect((await view(group)).state).toBe('READY')
  })

  it('is not made, and leaves nothing, where no broker can be reached', async () => {
    const id = 'MQ_INST_1_nogroups'
    await insertInstance(server.context.db, id)
    const refusal = await problemOf(create({ group: 'GID_orders' }, id))
    expect(refusal).toMatchObject({ status: 503, code: 'BROKER_UNAVAILABLE', brokerAddr: '127.0.0.1:1' })
    const rows = await server.context.db
      .selectFrom('groups')
      .selectAll()
      .where('instance_id', '=', id)
      .execute()
    expect(rows).toEqual([])
    expect(await problemOf(list({}, id))).toMatchObject({ status: 503, code: 'BROKER_UNAVAILABLE' })
  })
})

describe('who may', () => {
  it('make, edit and delete groups: everybody but those who only look', async () => {
    for (const role of ['tenantAdministrator', 'resourceUser'] as const) {
      const user = await createUser(server, role)
      const group = await newGroup(user.call, instanceId)
      const params = { instanceId, group }
      await user.call(groupUpdate, { params, body: { description: role, version: 0 } })
      await user.call(groupDelete, { params, query: { confirm: group } })
    }
    const group = await newGroup(server.admin.call, instanceId)
    const params = { instanceId, group }
    const reader = await createUser(server, 'readOnly')
    const refused = [
      reader.call(groupCreate, { params: { instanceId }, body: { group: uniqueName('GID') } }),
      reader.call(groupUpdate, { params, body: { description: 'x', version: 0 } }),
      reader.call(groupRepair, { params, body: { action: 'forget' } }),
      reader.call(groupDelete, { params, query: { confirm: group } }),
    ]
    for (const problem of await Promise.all(refused.map(problemOf))) {
      expect(problem).toMatchObject({ status: 403, code: 'FORBIDDEN' })
    }
    expect((await reader.call(groupList, { params: { instanceId } })).items.length).toBeGreaterThan(0)
    for (const read of [groupView, groupSubscriptions, consumerClientList])
      await reader.call(read, { params })
    await reader.call(groupSampleCode, { params })
  })

  it('find a group: nobody when it is of another instance, of RocketMQ, a topic of groups, or nowhere', async () => {
    const group = await newGroup(server.admin.call, instanceId)
    const { instanceId: id } = await defaultInstance(server.admin.call)
    const names = [group, `${instanceId}%${group}`, 'TOOLS_CONSUMER', '%RETRY%GID_orders', 'GID_nowhere']
    const missing = { status: 404, code: 'NOT_FOUND' }
    for (const name of names) {
      const params = { instanceId: id, group: name }
      for (const read of [groupView, groupSubscriptions, consumerClientList, groupSampleCode]) {
        expect(await problemOf(server.admin.call(read, { params }))).toMatchObject(missing)
      }
      expect(await problemOf(remove(name, name, id))).toMatchObject(missing)
      const update = server.admin.call(groupUpdate, { params, body: { description: '', version: 0 } })
      expect(await problemOf(update)).toMatchObject(missing)
      const finish = server.admin.call(groupRepair, { params, body: { action: 'finish' } })
      expect(await problemOf(finish)).toMatchObject(missing)
    }
    expect(await problemOf(list({}, 'MQ_INST_1_nowhere1'))).toMatchObject(missing)
    expect(await problemOf(create({}, 'MQ_INST_1_nowhere1'))).toMatchObject(missing)
    expect((await view(group)).state).toBe('READY')
  })
})

describe('the description of a group', () => {
  it('is changed by who has seen the last change; others are shown what it is now', async () => {
    const group = await newGroup(server.admin.call, instanceId, { protocol: 'HTTP' })
    const params = { instanceId, group }
    const update = (description: string, version: number) =>
      server.admin.call(groupUpdate, { params, body: { description, version } })
    const changed = await update('Orders', 0)
    expect(changed).toMatchObject({ description: 'Orders', version: 1, state: 'READY', protocol: 'HTTP' })
    expect(await problemOf(update('Stale', 0))).toMatchObject({
      status: 409,
      code: 'CONFLICT',
      detail: `${group} was changed meanwhile: look at it before you save yours.`,
      current: changed,
    })
    expect(await problemOf(update('x'.repeat(257), 1))).toMatchObject({ fields: [{ path: 'description' }] })
    expect((await view(group)).description).toBe('Orders')
  })

  it('is saved while no broker can be reached: it is the console’s own', async () => {
    const id = 'MQ_INST_1_describe'
    await insertInstance(server.context.db, id)
    const row = { description: '', state: 'READY', version: 0, created_at: 0 } as const
    await server.context.db
      .insertInto('groups')
      .values({ ...row, instance_id: id, group: 'GID_away', protocol: 'TCP' })
      .execute()
    const params = { instanceId: id, group: 'GID_away' }
    const changed = await server.admin.call(groupUpdate, { params, body: { description: 'x', version: 0 } })
    expect(changed).toMatchObject({ description: 'x', version: 1, state: 'READY' })
  })

  it('is there only for groups that the console manages', async () => {
    const group = uniqueName('GID-unmanaged')
    await admin.groups.save({ groupName: `${instanceId}%${group}` })
    const params = { instanceId, group }
    const update = server.admin.call(groupUpdate, { params, body: { description: '', version: 0 } })
    expect(await problemOf(update)).toMatchObject({
      status: 409,
      code: 'CONFLICT',
      detail: expect.stringContaining('adopt'),
    })
  })
})

describe('deleting a group', () => {
  it('takes it from the brokers with its retries and dead letters, when its name is given again', async () => {
    const group = await newGroup(server.admin.call, instanceId)
    const wireGroup = `${instanceId}%${group}`
    for (const topic of [retryTopicOf(wireGroup), dlqTopicOf(wireGroup)]) await admin.topics.save({ topic })
    expect(await problemOf(remove(group, 'other'))).toMatchObject({
      status: 400,
      code: 'VALIDATION',
      fields: [{ path: 'confirm', message: `Write ${group} here to delete it.` }],
    })
    expect(await onBrokers(group)).toHaveLength(masters.length)
    await remove(group)
    expect(await onBrokers(group)).toEqual([])
    const topics = await admin.topics.configs()
    const left = topics.answered.flatMap(({ value }) => [...value.keys()])
    expect(left.filter(topic => topic.includes(group))).toEqual([])
    expect((await list({ q: group })).items).toEqual([])
    expect(await problemOf(remove(group))).toMatchObject({ status: 404, code: 'NOT_FOUND' })
    await newGroup(server.admin.call, instanceId, { group })
  })

  it('works for one that nobody manages', async () => {
    const group = uniqueName('GID-unmanaged')
    await admin.groups.save({ groupName: `${instanceId}%${group}` })
    await remove(group)
    expect(await onBrokers(group)).toEqual([])
  })
})

describe('what others did to groups', () => {
  it('is found, and adopted; nothing changes on the brokers', async () => {
    const group = uniqueName('GID-found')
    await admin.groups.save({ groupName: `${instanceId}%${group}`, retryMaxTimes: 5 })
    expect(await view(group)).toMatchObject({
      state: 'UNMANAGED',
      protocol: 'TCP',
      version: -1,
      createdAt: null,
    })
    expect(await problemOf(repair(group, 'finish'))).toMatchObject({ status: 409, code: 'CONFLICT' })
    const adopted = await repair(group, 'adopt')
    expect(adopted).toMatchObject({ group: { state: 'READY', version: 0 }, outcomes: [] })
    expect((await onBrokers(group)).map(({ retryMaxTimes }) => retryMaxTimes)).toEqual([5, 5])
    expect(await problemOf(repair(group, 'adopt'))).toMatchObject({
      code: 'CONFLICT',
      detail: `${group} is READY: to adopt does not settle that.`,
    })
  })

  it('is missed, and made again as it was or forgotten', async () => {
    const [group, other] = [
      await newGroup(server.admin.call, instanceId, { protocol: 'HTTP' }),
      await newGroup(server.admin.call, instanceId),
    ]
    for (const name of [group, other]) await admin.groups.remove(`${instanceId}%${name}`)
    const gone = { state: 'MISSING_ON_BROKER', isOnline: null, clients: null, accumulated: null }
    expect(await view(group)).toMatchObject(gone)
    for (const read of [groupSubscriptions, consumerClientList]) {
      expect((await server.admin.call(read, { params: { instanceId, group } })).items).toEqual([])
    }
    expect(await problemOf(repair(group, 'undo'))).toMatchObject({ code: 'CONFLICT' })
    expect(await repair(group, 'finish')).toMatchObject({
      group: { state: 'READY', protocol: 'HTTP' },
      outcomes: [{ ok: true }, { ok: true }],
    })
    expect((await onBrokers(group)).map(({ retryMaxTimes }) => retryMaxTimes)).toEqual([288, 288])
    expect(await repair(other, 'forget')).toEqual({ group: null, outcomes: [] })
    expect(await problemOf(repair(other, 'forget'))).toMatchObject({ status: 404 })
  })

  it('is seen where one broker has lost it, and mended as it stands on the other', async () => {
    const group = uniqueName('GID-lost')
    await admin.groups.save({ groupName: `${instanceId}%${group}`, retryMaxTimes: 7 })
    await repair(group, 'adopt')
    const [, second] = await admin.cluster.masters()
    await admin.groups.remove(`${instanceId}%${group}`, {}, second && [second])
    expect((await view(group)).state).toBe('INCOMPLETE')
    expect(await problemOf(repair(group, 'undo'))).toMatchObject({
      code: 'CONFLICT',
      detail: `${group} was whole before: finish it, or delete it.`,
    })
    expect(await repair(group, 'finish')).toMatchObject({
      group: { state: 'READY' },
      outcomes: [{ brokerName: second?.brokerName, ok: true }],
    })
    expect((await onBrokers(group)).map(({ retryMaxTimes }) => retryMaxTimes)).toEqual([7, 7])
  })

  it('is not made good by looking: brokers that make groups on demand are not asked for one they lack', async () => {
    const group = await newGroup(server.admin.call, instanceId)
    await admin.groups.remove(`${instanceId}%${group}`)
    await view(group)
    await list({ q: group })
    await list({ q: group, sort: 'accumulated' })
    await server.admin.call(groupSampleCode, { params: { instanceId, group } })
    await server.admin.call(instanceView, { params: { instanceId } })
    expect(await onBrokers(group)).toEqual([])
    expect((await view(group)).state).toBe('MISSING_ON_BROKER')
  })
})

describe('what is done to groups', () => {
  it('is told to pages that are open, and kept in the audit record, also when it is refused', async () => {
    const heard: string[] = []
    const stop = server.context.events.subscribe(({ type }) => heard.push(type))
    const group = await newGroup(server.admin.call, instanceId, { protocol: 'HTTP' })
    const params = { instanceId, group }
    await server.admin.call(groupUpdate, { params, body: { description: 'Orders', version: 0 } })
    await admin.groups.remove(`${instanceId}%${group}`)
    await repair(group, 'finish')
    await problemOf(remove(group, 'no'))
    await remove(group)
    stop()
    expect(heard.filter(type => type.startsWith('group'))).toEqual([
      'groupCreated',
      'groupUpdated',
      'groupRepaired',
      'groupDeleted',
    ])
    const { items } = await server.admin.call(auditEventList, { query: { q: `${instanceId}/${group}` } })
    expect(items).toHaveLength(5)
    expect(items.map(({ action, result, change }) => [action, result, change])).toEqual(
      expect.arrayContaining([
        ['groupCreate', 'ok', { before: null, after: expect.objectContaining({ protocol: 'HTTP' }) }],
        [
          'groupUpdate',
          'ok',
          { before: { description: '', version: 0 }, after: { description: 'Orders', version: 1 } },
        ],
        [
          'groupRepair',
          'ok',
          {
            before: expect.objectContaining({ state: 'MISSING_ON_BROKER' }),
            after: expect.objectContaining({ state: 'READY' }),
          },
        ],
        ['groupDelete', 'VALIDATION', null],
        ['groupDelete', 'ok', { before: expect.objectContaining({ description: 'Orders' }), after: null }],
      ]),
    )
  })

  it('is refused while the cluster is read-only; reading and describing go on', async () => {
    const group = await newGroup(server.admin.call, instanceId)
    await server.context.db.updateTable('clusters').set({ read_only: 1 }).execute()
    const forbidden = { status: 403, code: 'FORBIDDEN', detail: expect.stringContaining('is read-only') }
    try {
      expect(await problemOf(create({}))).toMatchObject(forbidden)
      expect(await problemOf(remove(group))).toMatchObject(forbidden)
      await admin.groups.remove(`${instanceId}%${group}`)
      expect(await problemOf(repair(group, 'finish'))).toMatchObject(forbidden)
      expect((await view(group)).state).toBe('MISSING_ON_BROKER')
      const params = { instanceId, group }
      await server.admin.call(groupUpdate, { params, body: { description: 'x', version: 0 } })
      expect(await repair(group, 'forget')).toEqual({ group: null, outcomes: [] })
    } finally {
      await server.context.db.updateTable('clusters').set({ read_only: 0 }).execute()
    }
  })
})
