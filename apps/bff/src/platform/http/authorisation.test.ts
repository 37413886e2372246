/**
 * Every operation as every role, compared with the table: on an own instance, a foreign and a missing one, and on two of which
 * parts were granted, one to the resource users of the account, the other by another account to the account.
 */
import { randomUUID } from 'node:crypto'
import {
  canReadBodies,
  type Decision,
  decide,
  ENDPOINTS,
  ENTRIES,
  type EndpointShape,
  groupCreate,
  groupDelete,
  groupList,
  instanceCreate,
  instanceList,
  instanceView,
  lookupView,
  messageList,
  messageSend,
  problemDetails,
  ROLES,
  type Role,
  type Sight,
  sessionView,
  statisticsProduction,
  type Target,
  topicCreate,
  topicList,
  traceTaskCreate,
  urlOf,
} from '@gantry/contract'
import { Admin } from '@gantry/remoting'
import { DEFAULT_SPECIFICATION } from '@gantry/rules'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Program, problemOf } from '../../../test-support/callers.ts'
import { createUser } from '../../../test-support/create-user.ts'
import { EXAMPLES } from '../../../test-support/examples.ts'
import { type SandboxConsole, startSandboxConsole } from '../../../test-support/sandbox-console.ts'

const OWN_ACCOUNT = '111111111111'
const FOREIGN_ACCOUNT = '222222222222'
const MISSING = `MQ_INST_${FOREIGN_ACCOUNT}_missing0`
const NAMES = { topic: 'orders', group: 'GID_orders' }
/** Made by one of those to whom something was granted. */
const MADE_NAMES = { topic: 'orders', group: 'GID_own' }
/** There, and granted to nobody. */
const SECRET_NAMES = { topic: 'secrets', group: 'GID_secrets' }
const MISSING_NAMES = { topic: 'unmade', group: 'GID_unmade' }

let sandbox: SandboxConsole
let own: string
let foreign: string
/** An own one: the topic and the group of NAMES are granted to each resource user. */
let parted: string
/** A foreign one: the same is granted to the account. */
let lent: string
let before: unknown
/** Of each role one with the right to read bodies and one without. */
const people: Array<{ readonly role: Role; readonly mayReadBodies: boolean; readonly program: Program }> = []

beforeAll(async () => {
  const limits = {
    signInsPerMinute: 1_000,
    unknownPerMinute: 100_000,
    changesPerMinute: 100_000,
    readsPerMinute: 100_000,
  }
  sandbox = await startSandboxConsole({}, { config: { limits } })
  const { context } = sandbox.server
  for (const accountId of [OWN_ACCOUNT, FOREIGN_ACCOUNT]) {
    await context.db
      .insertInto('accounts')
      .values({ account_id: accountId, name: accountId, created_at: 0 })
      .execute()
  }
  own = await instanceOf(OWN_ACCOUNT)
  foreign = await instanceOf(FOREIGN_ACCOUNT)
  parted = await instanceOf(OWN_ACCOUNT, 'parted')
  lent = await instanceOf(FOREIGN_ACCOUNT, 'lent')
  await grant(lent, { account_id: OWN_ACCOUNT })
  for (const role of ROLES) {
    for (const mayReadBodies of [false, true]) {
      const program = await createUser(sandbox.server, role, { accountId: OWN_ACCOUNT, mayReadBodies })
      people.push({ role, mayReadBodies, program })
      if (role === 'resourceUser') await grant(parted, { user_id: await userIdOf(program) })
      const instanceId = MAKES_IN[role]?.()
      if (instanceId === undefined || !mayReadBodies) continue
      await program.call(groupCreate, { params: { instanceId }, body: { group: MADE_NAMES.group } })
    }
  }
  before = await everything()
})
afterAll(() => sandbox[Symbol.asyncDispose]())

async function grant(instanceId: string, to: { account_id: string } | { user_id: string }): Promise<void> {
  const row = {
    grant_id: randomUUID(),
    instance_id: instanceId,
    topic: NAMES.topic,
    ...{ account_id: null, user_id: null, ...to },
    ...{ publish: 1, subscribe: 1, groups: JSON.stringify([NAMES.group]), source_ips: '[]', created_at: 0 },
  }
  await sandbox.server.context.db.insertInto('grants').values(row).execute()
}

async function userIdOf(program: Program): Promise<string> {
  const { username } = (await program.call(sessionView, {})).me
  const { db } = sandbox.server.context
  const { id } = await db
    .selectFrom('users')
    .select('id')
    .where('username', '=', username)
    .executeTakeFirstOrThrow()
  return id
}

const MAKES_IN: Partial<Record<Role, () => string>> = {
  tenantAdministrator: () => lent,
  resourceUser: () => parted,
}

/** What `grant` gave, and what was made with it: by the account in a foreign instance, by one of the users in an own one. */
function sightOf({ role, mayReadBodies }: Pick<(typeof people)[number], 'role' | 'mayReadBodies'>): Sight {
  const instanceId = role === 'resourceUser' ? parted : lent
  const named = { instanceId, group: NAMES.group, isMade: false }
  const made = { instanceId, group: MADE_NAMES.group, isMade: true }
  return {
    topics: [{ instanceId, topic: NAMES.topic, publish: true, subscribe: true }],
    groups: role === 'resourceUser' && !mayReadBodies ? [named] : [named, made],
  }
}

async function instanceOf(accountId: string, name = 'shop'): Promise<string> {
  const { call } = sandbox.server.admin
  const { items } = await call(instanceList, {})
  const body = {
    name,
    accountId,
    clusterId: items[0]?.clusterId ?? '',
    specification: DEFAULT_SPECIFICATION,
  }
  const { instanceId } = await call(instanceCreate, { body })
  for (const { topic, group } of [NAMES, SECRET_NAMES]) {
    await call(topicCreate, { params: { instanceId }, body: { topic, messageType: 'NORMAL' } })
    await call(groupCreate, { params: { instanceId }, body: { group } })
  }
  return instanceId
}

async function send(program: Program, each: EndpointShape, target: Required<Target>, how: 'well' | 'badly') {
  const named: Readonly<Record<string, string | undefined>> = target
  const params = Object.fromEntries(paramsOf(each).map(name => [name, named[name] ?? 'nothing']))
  const { query, body } = EXAMPLES[each.id] ?? {}
  // A call that is allowed must not get as far as changing something: the table is asked before the input is looked at.
  const sent = how === 'well' ? body : { surprise: 1 }
  const asked = how === 'well' ? query : { ifUnreachable: 'no choice' }
  const url = urlOf(each, { params, query: asked })
  return await program.fetch(url, {
    method: each.method,
    headers: { 'content-type': 'application/json' },
    ...(each.body && { body: JSON.stringify(sent) }),
  })
}

/** With what was asked for cut out. */
async function refusalOf(response: Response, { instanceId, topic, group }: Required<Target>) {
  const { requestId: _, instance, ...problem } = problemDetails.parse(await response.json())
  return JSON.stringify({ ...problem, instance })
    .replaceAll(instanceId ?? '', '<instance>')
    .replaceAll(group ?? '', '<group>')
    .replaceAll(topic ?? '', '<topic>')
}

/** All that the console keeps, but for what it notes of each call, and what the brokers hold. */
async function everything(): Promise<unknown> {
  const { db } = sandbox.server.context
  const tables = [
    'accounts',
    'users',
    'clusters',
    'instances',
    'topics',
    'groups',
    'jobs',
    'offset_resets',
    'grants',
  ] as const
  const rows = await Promise.all(tables.map(table => db.selectFrom(table).selectAll().execute()))
  const { call } = sandbox.server.admin
  const shown = await Promise.all(
    [own, foreign, parted, lent].flatMap(instanceId => [
      call(topicList, { params: { instanceId } }),
      call(groupList, { params: { instanceId } }),
    ]),
  )
  return [rows, shown.map(({ items }) => items)]
}

const paramsOf = ({ params }: EndpointShape) => Object.keys(params?.shape ?? {})
const isOfInstance = (each: EndpointShape) => paramsOf(each).includes('instanceId')
const isNamed = (each: EndpointShape) => paramsOf(each).some(name => name === 'topic' || name === 'group')

/** What an operation is asked of. */
function targetsOf(each: EndpointShape): Record<string, Required<Target>> {
  const ofOwn = { instanceId: own, ...NAMES }
  if (!isOfInstance(each)) return { own: ofOwn }
  const instances = {
    own: ofOwn,
    foreign: { instanceId: foreign, ...NAMES },
    missing: { instanceId: MISSING, ...NAMES },
    parted: { instanceId: parted, ...NAMES },
    lent: { instanceId: lent, ...NAMES },
  }
  if (!isNamed(each)) return instances
  return {
    ...instances,
    partedMade: { instanceId: parted, ...MADE_NAMES },
    lentMade: { instanceId: lent, ...MADE_NAMES },
    partedSecret: { instanceId: parted, ...SECRET_NAMES },
    partedMissing: { instanceId: parted, ...MISSING_NAMES },
    lentSecret: { instanceId: lent, ...SECRET_NAMES },
    lentMissing: { instanceId: lent, ...MISSING_NAMES },
  }
}
const OPERATIONS = ENDPOINTS.filter(({ access }) => access !== 'public')

describe('every operation as every role', () => {
  it.each(OPERATIONS.map(each => [each.id, each] as const))('%s is as the table says', async (id, each) => {
    const entry = ENTRIES[id]
    if (!entry) throw new Error(`${id} is not in the table`)
    // The right beside the role makes a difference where the table names it.
    const asking = people.filter(({ mayReadBodies }) => mayReadBodies || entry.right !== undefined)
    for (const { role, mayReadBodies, program } of asking) {
      const standing = { role, mayReadBodies, accountId: role === 'administrator' ? null : OWN_ACCOUNT }
      const answers = new Map<string, unknown>()
      for (const [whose, target] of Object.entries(targetsOf(each))) {
        const asked = isOfInstance(each) ? target : {}
        // They call with tokens.
        const expected = entry.inPerson
          ? 'role'
          : decide(entry, standing, asked, sightOf({ role, mayReadBodies }))
        const response = await send(program, each, target, expected === 'allowed' ? 'badly' : 'well')
        const seen: Decision =
          response.status === 403 ? (canReadBodies(standing) || !entry.right ? 'role' : 'right') : 'allowed'
        if (expected === 'foreign') {
          expect({ role, whose, status: response.status }).toEqual({ role, whose, status: 404 })
          answers.set(whose, await refusalOf(response, target))
        } else {
          expect({ role, mayReadBodies, whose, seen }).toEqual({ role, mayReadBodies, whose, seen: expected })
          await response.body?.cancel()
        }
      }
      expect(answers.get('foreign')).toEqual(answers.get('missing'))
      expect(answers.get('partedSecret')).toEqual(answers.get('partedMissing'))
      expect(answers.get('lentSecret')).toEqual(answers.get('lentMissing'))
    }
  })

  it('changes nothing where it is refused', async () => {
    expect(await everything()).toEqual(before)
  })
})

describe('what is not asked for by its name', () => {
  const programOf = (wanted: Role) => {
    const found = people.find(({ role }) => role === wanted)
    if (!found) throw new Error(`There is a user with the role ${wanted}.`)
    return found.program
  }
  const asTenant = () => programOf('tenantAdministrator')

  it('lists own instances, and those of which something was granted', async () => {
    const { items } = await asTenant().call(instanceList, { query: { q: 'MQ_INST' } })
    expect(items.map(({ instanceId, isGranted }) => [instanceId, isGranted]).toSorted()).toEqual(
      [
        [own, false],
        [parted, false],
        [lent, true],
      ].toSorted(),
    )
  })

  it('does not tell that a name is taken in another account', async () => {
    const clusterId = (await asTenant().call(instanceList, {})).items[0]?.clusterId ?? ''
    const body = { name: 'theirs', clusterId, specification: DEFAULT_SPECIFICATION }
    await sandbox.server.admin.call(instanceCreate, { body: { ...body, accountId: FOREIGN_ACCOUNT } })
    expect(await asTenant().call(instanceCreate, { body })).toMatchObject({
      accountId: OWN_ACCOUNT,
      name: 'theirs',
    })
    expect(await problemOf(asTenant().call(instanceCreate, { body }))).toMatchObject({ code: 'CONFLICT' })
  })

  it('makes no instance for another account, whether that exists or not, and none without a namespace', async () => {
    const clusterId = (await asTenant().call(instanceList, {})).items[0]?.clusterId ?? ''
    const body = { name: 'more', clusterId, specification: DEFAULT_SPECIFICATION }
    const refusals = await Promise.all(
      [FOREIGN_ACCOUNT, '333333333333'].map(accountId =>
        problemOf(asTenant().call(instanceCreate, { body: { ...body, accountId } })),
      ),
    )
    for (const { code, fields } of refusals) {
      expect({ code, fields }).toMatchObject({ code: 'NOT_FOUND', fields: [{ path: 'accountId' }] })
    }
    expect(
      await problemOf(asTenant().call(instanceCreate, { body: { ...body, hasNamespace: false } })),
    ).toMatchObject({ code: 'FORBIDDEN' })
  })

  const asGrantee = () => programOf('resourceUser')

  it('shows of an instance the topics and groups that were granted or made, and counts no others', async () => {
    for (const [program, instanceId, seen] of [
      [asGrantee(), parted, [NAMES.group]],
      [programOf('readOnly'), lent, [NAMES.group, MADE_NAMES.group]],
    ] as const) {
      const params = { instanceId }
      const { items: topics } = await program.call(topicList, { params })
      const { items: groups } = await program.call(groupList, { params })
      expect(topics.map(({ topic, granted }) => [topic, granted])).toEqual([[NAMES.topic, 'BOTH']])
      expect(groups.map(({ group }) => group)).toEqual(seen)
      const { instance } = await program.call(instanceView, { params })
      expect(instance).toMatchObject({
        isGranted: true,
        topicsUsed: 1,
        groups: seen.length,
        specification: null,
      })
    }
  })

  it('lets a resource user make a group, which is then among what that user sees', async () => {
    const params = { instanceId: own }
    const group = 'GID_made'
    await asGrantee().call(groupCreate, { params, body: { group } })
    expect((await asGrantee().call(groupList, { params })).items.map(each => each.group)).toEqual([group])
    const taken = asGrantee().call(groupCreate, { params, body: { group: SECRET_NAMES.group } })
    expect(await problemOf(taken)).toMatchObject({ code: 'CONFLICT' })
    const deletion = { params: { ...params, group }, query: { confirm: group } }
    await asGrantee().call(groupDelete, deletion)
  })

  it('does not take a topic for a group of the same name, nor the other way round', async () => {
    const { namesrvAddr, credentials } = sandbox.sandbox
    await using brokers = new Admin({ namesrvAddr, ...(credentials && { credentials }) })
    const params = { instanceId: own }
    const group = 'GID_payments'
    // The console refuses such a topic; mqadmin does not.
    await brokers.topics.save({ topic: `${own}%${group}` })
    await asGrantee().call(groupCreate, { params, body: { group } })
    const { items } = await asGrantee().call(topicList, { params })
    expect(items).toEqual([])
    const figures = urlOf(statisticsProduction, { params, query: { topic: group } })
    expect((await asGrantee().fetch(figures)).status).toBe(404)
    await asGrantee().call(groupDelete, { params: { ...params, group }, query: { confirm: group } })
  })

  it('finds no message of a topic that was not granted, whichever way it is looked for', async () => {
    const { call } = sandbox.server.admin
    const send = async ({ topic }: typeof NAMES) =>
      await call(messageSend, {
        params: { instanceId: parted, topic },
        body: { body: 'x', keys: ['order-1'] },
      })
    const { messageId } = await send(SECRET_NAMES)
    const params = { instanceId: parted }
    const lookups = await Promise.all(
      [messageId, 'order-1'].map(q => asGrantee().call(lookupView, { params, query: { q } })),
    )
    expect(JSON.stringify(lookups)).not.toContain(SECRET_NAMES.topic)
    expect(lookups.flatMap(({ found }) => found)).toEqual([])
    await send(NAMES)
    const { found } = await asGrantee().call(lookupView, { params, query: { q: 'order-1' } })
    expect(found.map(({ topic }) => topic)).toEqual([NAMES.topic])
    const inTopic = { params: { ...params, topic: NAMES.topic }, query: { messageId } }
    expect(JSON.stringify(await asGrantee().call(messageList, inTopic))).not.toContain(SECRET_NAMES.topic)
    const body = { topic: SECRET_NAMES.topic, messageId }
    expect(await problemOf(asGrantee().call(traceTaskCreate, { params, body }))).toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('has figures of what was granted, and none of the whole', async () => {
    const params = { instanceId: parted }
    const figures = (query: { topic?: string; format?: 'csv' }) =>
      asGrantee().fetch(urlOf(statisticsProduction, { params, query }))
    expect((await figures({ topic: NAMES.topic })).status).toBe(200)
    for (const query of [
      {},
      { topic: SECRET_NAMES.topic },
      { topic: SECRET_NAMES.topic, format: 'csv' as const },
    ]) {
      expect((await figures(query)).status).toBe(404)
    }
  })

  it('does not say that a message is in a foreign instance', async () => {
    const { call } = sandbox.server.admin
    const sent = await call(messageSend, {
      params: { instanceId: foreign, topic: 'orders' },
      body: { body: 'x' },
    })
    const asked = { params: { instanceId: own }, query: { q: sent.messageId } }
    const toAdministrator = await call(lookupView, asked)
    expect(JSON.stringify(toAdministrator.answers)).toContain(foreign)
    const toTenant = await asTenant().call(lookupView, asked)
    expect(JSON.stringify(toTenant)).not.toContain(foreign)
    expect(toTenant.answers.map(({ code }) => code)).not.toContain('ELSEWHERE')
  })
})
