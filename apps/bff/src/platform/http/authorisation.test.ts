/** Every operation as every role on an own, a foreign and a missing instance, compared with the table. */
import {
  canReadBodies,
  type Decision,
  decide,
  ENDPOINTS,
  ENTRIES,
  type EndpointShape,
  groupCreate,
  groupList,
  instanceCreate,
  instanceList,
  lookupView,
  messageSend,
  problemDetails,
  ROLES,
  type Role,
  topicCreate,
  topicList,
  urlOf,
} from '@gantry/contract'
import { DEFAULT_SPECIFICATION } from '@gantry/rules'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Program, problemOf } from '../../../test-support/callers.ts'
import { createUser } from '../../../test-support/create-user.ts'
import { EXAMPLES } from '../../../test-support/examples.ts'
import { type SandboxConsole, startSandboxConsole } from '../../../test-support/sandbox-console.ts'

const OWN_ACCOUNT = '111111111111'
const FOREIGN_ACCOUNT = '222222222222'
const MISSING = `MQ_INST_${FOREIGN_ACCOUNT}_missing0`
const NAMES: Readonly<Record<string, string>> = { topic: 'orders', group: 'GID_orders' }

let sandbox: SandboxConsole
let own: string
let foreign: string
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
  for (const role of ROLES) {
    for (const mayReadBodies of [false, true]) {
      const program = await createUser(sandbox.server, role, { accountId: OWN_ACCOUNT, mayReadBodies })
      people.push({ role, mayReadBodies, program })
    }
  }
  before = await everything()
})
afterAll(() => sandbox[Symbol.asyncDispose]())

async function instanceOf(accountId: string): Promise<string> {
  const { call } = sandbox.server.admin
  const { items } = await call(instanceList, {})
  const body = {
    name: 'shop',
    accountId,
    clusterId: items[0]?.clusterId ?? '',
    specification: DEFAULT_SPECIFICATION,
  }
  const { instanceId } = await call(instanceCreate, { body })
  await call(topicCreate, { params: { instanceId }, body: { topic: 'orders', messageType: 'NORMAL' } })
  await call(groupCreate, { params: { instanceId }, body: { group: 'GID_orders' } })
  return instanceId
}

async function send(program: Program, each: EndpointShape, instanceId: string, how: 'well' | 'badly') {
  const names = Object.keys(each.params?.shape ?? {})
  const params = Object.fromEntries(names.map(name => [name, NAMES[name] ?? 'nothing']))
  const { query, body } = EXAMPLES[each.id] ?? {}
  // A call that is allowed must not get as far as changing something: the table is asked before the input is looked at.
  const sent = how === 'well' ? body : { surprise: 1 }
  const asked = how === 'well' ? query : { ifUnreachable: 'no choice' }
  const url = urlOf(each, { params: { ...params, instanceId }, query: asked })
  return await program.fetch(url, {
    method: each.method,
    headers: { 'content-type': 'application/json' },
    ...(each.body && { body: JSON.stringify(sent) }),
  })
}

async function refusalOf(response: Response, instanceId: string) {
  const { requestId: _, instance, ...problem } = problemDetails.parse(await response.json())
  return JSON.parse(JSON.stringify({ ...problem, instance }).replaceAll(instanceId, '<instance>'))
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
    [own, foreign].flatMap(instanceId => [
      call(topicList, { params: { instanceId } }),
      call(groupList, { params: { instanceId } }),
    ]),
  )
  return [rows, shown.map(({ items }) => items)]
}

const isOfInstance = ({ params }: EndpointShape) => Object.keys(params?.shape ?? {}).includes('instanceId')
const OPERATIONS = ENDPOINTS.filter(({ access }) => access !== 'public')

describe('every operation as every role', () => {
  it.each(OPERATIONS.map(each => [each.id, each] as const))('%s is as the table says', async (id, each) => {
    const entry = ENTRIES[id]
    if (!entry) throw new Error(`${id} is not in the table`)
    for (const { role, mayReadBodies, program } of people) {
      const standing = { role, mayReadBodies, accountId: role === 'administrator' ? null : OWN_ACCOUNT }
      const about = isOfInstance(each) ? { own, foreign, missing: MISSING } : { own }
      const answers = new Map<string, unknown>()
      for (const [whose, instanceId] of Object.entries(about)) {
        const expected = decide(entry, standing, isOfInstance(each) ? instanceId : undefined)
        const response = await send(program, each, instanceId, expected === 'allowed' ? 'badly' : 'well')
        const seen: Decision =
          response.status === 403 ? (canReadBodies(standing) || !entry.right ? 'role' : 'right') : 'allowed'
        if (expected === 'foreign') {
          expect({ role, whose, status: response.status }).toEqual({ role, whose, status: 404 })
          answers.set(whose, await refusalOf(response, instanceId))
        } else {
          expect({ role, mayReadBodies, whose, seen }).toEqual({ role, mayReadBodies, whose, seen: expected })
          await response.body?.cancel()
        }
      }
      expect(answers.get('foreign')).toEqual(answers.get('missing'))
    }
  })

  it('changes nothing where it is refused', async () => {
    expect(await everything()).toEqual(before)
  })
})

describe('what is not asked for by its name', () => {
  const asTenant = () => {
    const found = people.find(({ role }) => role === 'tenantAdministrator')
    if (!found) throw new Error('There is a tenant administrator.')
    return found.program
  }

  it('lists own instances only', async () => {
    const { items } = await asTenant().call(instanceList, { query: { q: 'MQ_INST' } })
    expect(items.map(({ instanceId }) => instanceId)).toEqual([own])
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
