import {
  authCreateAcl,
  authCreateUser,
  authDeleteAcl,
  authDeleteUser,
  authGetAcl,
  authGetUser,
  authListAcl,
  authListUser,
  authUpdateUser,
} from '@gantry/remoting/requests'
import { describe, expect, it } from 'vitest'
import { newBroker } from '../../test-support/messages.ts'
import { ask } from '../../test-support/requests.ts'
import type { Broker } from '../state/broker.ts'

const BY_ROOT = { unread: { AccessKey: 'root' } }
const BY_ALICE = { unread: { AccessKey: 'alice' } }
const PASSWORD = 'secret'

/** A broker with the Super user root and the Normal user alice. */
function securedBroker(): Broker {
  const broker = newBroker(undefined, { credentials: { accessKey: 'root', secretKey: PASSWORD } })
  create(broker, { username: 'alice' })
  return broker
}

interface UserBody {
  readonly username: string
  readonly password?: string
  readonly userType?: string
  readonly userStatus?: string
}

function create(broker: Broker, user: UserBody, by = BY_ROOT) {
  const { username } = user
  return ask(broker, authCreateUser, { username }, { password: PASSWORD, ...user }, by)
}

function update(broker: Broker, user: UserBody, by = BY_ROOT) {
  return ask(broker, authUpdateUser, { username: user.username }, user, by)
}

function allow(broker: Broker, username: string, ...resources: string[]) {
  const entries = resources.map(resource => ({ resource, actions: ['Pub'], decision: 'Allow' }))
  return ask(broker, authCreateAcl, { subject: `User:${username}` }, { policies: [{ entries }] }, BY_ROOT)
}

describe('a Super user', () => {
  it('is made, changed and removed by Super users only', () => {
    const broker = securedBroker()
    const bob = { username: 'bob' }
    expect(create(broker, { ...bob, userType: 'Super' }, BY_ALICE)).toMatchObject({
      code: 1,
      remark: 'The super user can only be create by super user',
    })
    expect(create(broker, { ...bob, userType: 'Super' }).code).toBe(0)
    expect(update(broker, { username: 'alice', userType: 'Super' }, BY_ALICE).code).toBe(1)
    expect(update(broker, { ...bob, userStatus: 'disable' }, BY_ALICE).code).toBe(16)
    expect(ask(broker, authDeleteUser, bob, undefined, BY_ALICE).code).toBe(16)
    expect(ask(broker, authDeleteUser, bob, undefined, BY_ROOT).code).toBe(0)
    expect(ask(broker, authGetUser, bob, undefined).body).toBeUndefined()
  })
})

describe('a change of a user', () => {
  it('leaves what it does not name, and a password that is blank', () => {
    const broker = securedBroker()
    update(broker, { username: 'alice', password: ' ', userStatus: 'DISABLE' })
    expect(ask(broker, authGetUser, { username: 'alice' }, undefined).body).toEqual({
      username: 'alice',
      password: PASSWORD,
      userType: 'Normal',
      userStatus: 'disable',
    })
  })
})

describe('lists', () => {
  it('are in the order of names, and of those that contain the filter', () => {
    const broker = securedBroker()
    create(broker, { username: 'Zoe' })
    const names = (filter?: string) =>
      ask(broker, authListUser, { filter }, undefined).body?.map(({ username }) => username)
    expect(names()).toEqual(['Zoe', 'alice', 'root'])
    expect(names('o')).toEqual(['Zoe', 'root'])
    expect(names('nobody')).toBeUndefined()
  })

  it('of policies show only entries whose resource contains the filter', () => {
    const broker = securedBroker()
    allow(broker, 'alice', 'Topic:orders', 'Topic:payments')
    allow(broker, 'root', 'Group:g')
    const found = (resourceFilter: string) =>
      ask(broker, authListAcl, { resourceFilter }, undefined).body?.map(({ subject, policies }) => [
        subject,
        policies.flatMap(({ entries }) => entries.map(({ resource }) => resource)),
      ])
    expect(found('pay')).toEqual([['User:alice', ['Topic:payments']]])
    expect(found('')).toEqual([
      ['User:alice', ['Topic:orders', 'Topic:payments']],
      ['User:root', ['Group:g']],
    ])
  })
})

describe('what a user may do', () => {
  it('is gone with the user, and does not come back with the name', () => {
    const broker = securedBroker()
    allow(broker, 'alice', 'Topic:orders')
    ask(broker, authDeleteUser, { username: 'alice' }, undefined, BY_ROOT)
    create(broker, { username: 'alice' })
    expect(ask(broker, authGetAcl, { subject: 'User:alice' }, undefined)).toMatchObject({
      code: 0,
      body: undefined,
    })
  })

  it('is gone altogether when all or the last of it is taken back', () => {
    const broker = securedBroker()
    const subject = 'User:alice'
    allow(broker, 'alice', 'Topic:orders', 'Topic:payments')
    expect(ask(broker, authDeleteAcl, { subject }, undefined).code).toBe(0)
    expect(ask(broker, authDeleteAcl, { subject }, undefined)).toMatchObject({
      code: 16,
      remark: 'The acl is not exist.',
    })
    allow(broker, 'alice', 'Topic:orders')
    ask(broker, authDeleteAcl, { subject, resource: 'Topic:orders' }, undefined)
    expect(ask(broker, authGetAcl, { subject }, undefined).body).toBeUndefined()
  })
})

it('a broker that asks nobody for a signature keeps no users', () => {
  expect(ask(newBroker(), authListUser, {}, undefined)).toMatchObject({
    code: 1,
    remark: 'An system error occurred, please try again later.',
  })
})
