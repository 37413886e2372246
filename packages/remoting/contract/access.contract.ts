import { describe, expect } from 'vitest'
import { Admin } from '../src/clients/admin/admin.ts'
import type { PerBroker } from '../src/clients/admin/per-broker.ts'
import { pullMessage } from '../src/requests/0011-pull-message.ts'
import { authGetUser } from '../src/requests/3004-auth-get-user.ts'
import type { PolicyEntryInfo } from '../src/requests/shapes/acl-info.ts'
import { provesCoverage } from './coverage.ts'
import {
  admin,
  answersOf,
  brokerAddr,
  cluster,
  connectionOptions,
  eventually,
  firstQueue,
  makeGroup,
  makeTopic,
  newProducer,
  refusalOf,
  uniqueName,
} from './harness.ts'
import { itNeeds } from './on-release.ts'

const PASSWORD = 'a-fine-password'
const onEach = <T>(value: T): T[] => cluster.masters.map(() => value)

async function makeUser(): Promise<string> {
  const username = uniqueName('user')
  answersOf(await admin.access.createUser({ username, password: PASSWORD }))
  return username
}

/** What each master said no with. */
function refusalsOf({ answered, failed }: PerBroker<unknown>): unknown[] {
  expect(answered).toEqual([])
  return failed.map(({ error }) => error)
}

function refusedWith(request: string, words: string) {
  return onEach(
    expect.objectContaining({ responseCode: 16, request, remark: expect.stringContaining(words) }),
  )
}

function allow(resource: string, ...actions: PolicyEntryInfo['actions']): PolicyEntryInfo {
  return { resource, actions, decision: 'Allow' }
}

async function givePolicy(username: string, ...entries: PolicyEntryInfo[]): Promise<void> {
  const subject = `User:${username}`
  answersOf(await admin.access.createPolicy({ subject, policies: [{ policyType: 'Custom', entries }] }))
}

describe('users', () => {
  itNeeds('AUTH_CREATE_USER', 'are made, read, changed and removed on every master', async () => {
    const username = await makeUser()
    const enabled = { username, password: PASSWORD, userType: 'Normal', userStatus: 'enable' }
    expect(answersOf(await admin.access.user(username))).toEqual(onEach(enabled))
    expect(answersOf(await admin.access.users(username))).toEqual(onEach([enabled]))
    answersOf(await admin.access.updateUser({ username, userStatus: 'disable' }))
    expect(answersOf(await admin.access.user(username))).toEqual(
      onEach({ ...enabled, userStatus: 'disable' }),
    )
    answersOf(await admin.access.deleteUser(username))
    expect(answersOf(await admin.access.user(username))).toEqual(onEach(undefined))
    expect(answersOf(await admin.access.users(username))).toEqual(onEach([]))
  })

  itNeeds('AUTH_CREATE_USER', 'are not made twice, nor without a password', async () => {
    const username = await makeUser()
    const again = await admin.access.createUser({ username, password: PASSWORD })
    expect(refusalsOf(again)).toEqual(refusedWith('AUTH_CREATE_USER', 'existed'))
    const bare = await admin.access.createUser({ username: uniqueName('user') })
    expect(refusalsOf(bare)).toEqual(refusedWith('AUTH_CREATE_USER', 'password'))
  })

  itNeeds(
    'AUTH_UPDATE_USER',
    'that do not exist cannot be changed, and removing them is done already',
    async () => {
      const username = uniqueName('user')
      const change = await admin.access.updateUser({ username, userStatus: 'disable' })
      for (const { error } of change.failed) if (!('responseCode' in Object(error))) throw error
      expect(refusalsOf(change)).toEqual(refusedWith('AUTH_UPDATE_USER', 'not exist'))
      expect(answersOf(await admin.access.deleteUser(username))).toHaveLength(cluster.masters.length)
    },
  )

  itNeeds('AUTH_GET_USER', 'have a name', async () => {
    const refusal = await refusalOf(admin.cluster.call(brokerAddr, authGetUser, { header: { username: '' } }))
    expect(refusal).toMatchObject({ responseCode: 29, addr: brokerAddr, request: 'AUTH_GET_USER' })
  })
})

describe('policies', () => {
  itNeeds('AUTH_CREATE_USER', 'are made, read, changed and removed on every master', async () => {
    const username = await makeUser()
    const subject = `User:${username}`
    const topic = uniqueName('topic')
    await givePolicy(username, { ...allow(`Topic:${topic}`, 'Pub', 'Sub'), sourceIps: ['127.0.0.1'] })
    const entry = {
      resource: `Topic:${topic}`,
      actions: ['Pub', 'Sub'],
      sourceIps: ['127.0.0.1'],
      decision: 'Allow',
    }
    const [policy] = answersOf(await admin.access.policy(subject))
    expect(policy).toEqual({ subject, policies: [{ policyType: 'Custom', entries: [entry] }] })
    const found = answersOf(await admin.access.policies({ subject, resource: topic }))
    expect(found.map(acls => acls.map(acl => acl.subject))).toEqual(onEach([subject]))

    const changed = [{ policyType: 'Custom', entries: [allow(`Topic:${topic}`, 'Sub')] }]
    answersOf(await admin.access.updatePolicy({ subject, policies: changed }))
    const [after] = answersOf(await admin.access.policy(subject))
    expect(after?.policies[0]?.entries[0]?.actions).toEqual(['Sub'])

    answersOf(await admin.access.deletePolicy(subject, `Topic:${topic}`))
    expect(answersOf(await admin.access.policy(subject))).toEqual(onEach(undefined))
    expect(answersOf(await admin.access.policies({ subject }))).toEqual(onEach([]))
  })

  itNeeds('AUTH_CREATE_ACL', 'need a user who exists and words that mean something', async () => {
    const entries = [allow('Topic:any', 'Pub')]
    const nobody = `User:${uniqueName('user')}`
    const forNobody = await admin.access.createPolicy({ subject: nobody, policies: [{ entries }] })
    for (const { error } of forNobody.failed) if (!('responseCode' in Object(error))) throw error
    expect(refusalsOf(forNobody)).toEqual(refusedWith('AUTH_CREATE_ACL', 'not exist'))
    const subject = `User:${await makeUser()}`
    const flying = { subject, policies: [{ entries: [allow('Topic:any', 'Fly')] }] }
    expect(refusalsOf(await admin.access.createPolicy(flying))).toEqual(
      refusedWith('AUTH_CREATE_ACL', 'actions'),
    )
    const nothing = { subject, policies: [{ entries: [allow('nonsense', 'Pub')] }] }
    expect(refusalsOf(await admin.access.updatePolicy(nothing))).toEqual(
      refusedWith('AUTH_UPDATE_ACL', 'resource'),
    )
    const gone = await admin.access.deletePolicy(subject)
    expect(refusalsOf(gone)).toEqual(refusedWith('AUTH_DELETE_ACL', 'not exist'))
  })
})

describe('a user of few rights', () => {
  const connectAs = (username: string): Admin =>
    new Admin({ ...connectionOptions, credentials: { accessKey: username, secretKey: PASSWORD } })

  const pullAs = (limited: Admin, topic: string, consumerGroup: string) => {
    const header = {
      consumerGroup,
      topic,
      queueId: 0,
      queueOffset: 0n,
      maxMsgNums: 1,
      sysFlag: 4,
      commitOffset: 0n,
      suspendTimeoutMillis: 0,
      subscription: '*',
      subVersion: 0n,
      expressionType: 'TAG',
    }
    return limited.cluster.call(brokerAddr, pullMessage, { header })
  }

  itNeeds('AUTH_CREATE_USER', 'may do what a policy allows', async () => {
    const [username, topic, group] = [await makeUser(), await makeTopic(), await makeGroup()]
    await givePolicy(username, allow(`Topic:${topic}`, 'Sub'), allow(`Group:${group}`, 'Sub'))
    await using limited = connectAs(username)
    await eventually(() => pullAs(limited, topic, group))
  })

  itNeeds('AUTH_CREATE_USER', 'may do nothing else', async () => {
    const [username, topic, group] = [await makeUser(), await makeTopic(), await makeGroup()]
    await givePolicy(username, allow(`Topic:${topic}`, 'Sub'), allow(`Group:${group}`, 'Sub'))
    await using limited = connectAs(username)
    await eventually(() => pullAs(limited, topic, group))
    const other = await makeTopic()
    const forbidden: Array<[request: string, call: () => Promise<unknown>]> = [
      ['PULL_MESSAGE', () => pullAs(limited, other, group)],
      ['PULL_MESSAGE', () => pullAs(limited, topic, uniqueName('group'))],
      ['UPDATE_AND_CREATE_TOPIC', () => limited.topics.save({ topic }).then(answersOf)],
      ['DELETE_TOPIC_IN_BROKER', () => limited.topics.remove(topic).then(answersOf)],
      ['DELETE_SUBSCRIPTIONGROUP', () => limited.groups.remove(group).then(answersOf)],
      ['GET_TOPIC_STATS_INFO', () => limited.topics.stats(topic)],
      ['AUTH_LIST_USER', () => limited.access.users()],
      [
        'AUTH_CREATE_USER',
        () => limited.access.createUser({ username: 'more', password: PASSWORD }).then(answersOf),
      ],
      ['AUTH_LIST_ACL', () => limited.access.policies()],
      ['INVOKE_BROKER_TO_RESET_OFFSET', () => limited.offsets.reset({ topic, group, to: 'latest' })],
    ]
    const outcomes = await Promise.all(
      forbidden.map(async ([request, call]) => [
        request,
        await call().then(String, (error: unknown) => error),
      ]),
    )
    expect(outcomes).toEqual(
      forbidden.map(([request]) => [request, expect.objectContaining({ responseCode: 16, request })]),
    )
    await using producer = newProducer({ credentials: { accessKey: username, secretKey: PASSWORD } })
    const queue = await firstQueue(topic)
    const send = producer.send(
      { topic, body: 'x' },
      { queue: { topic, brokerName: queue.node.brokerName, queueId: 0 } },
    )
    expect(await refusalOf(send)).toMatchObject({ responseCode: 16, request: 'SEND_MESSAGE_V2' })
  })

  itNeeds('AUTH_CREATE_USER', 'may all the same do what brokers never ask the policies about', async () => {
    await using limited = connectAs(await makeUser())
    // These have no header whose class says what they act on (`@RocketMQAction`), so ACL 2.0 lets every user pass.
    expect((await limited.brokers.config(brokerAddr)).has('brokerName')).toBe(true)
    expect((await limited.brokers.runtimeInfo(brokerAddr)).size).toBeGreaterThan(0)
    expect(answersOf(await limited.topics.configs())).toHaveLength(cluster.masters.length)
    await limited.brokers.updateConfig(brokerAddr, new Map([['fileReservedTime', '72']]))
    answersOf(await limited.groups.save({ groupName: uniqueName('group') }))
  })

  itNeeds('AUTH_CREATE_USER', 'may do nothing once it is disabled', async () => {
    const [username, topic, group] = [await makeUser(), await makeTopic(), await makeGroup()]
    await givePolicy(username, allow(`Topic:${topic}`, 'Sub'), allow(`Group:${group}`, 'Sub'))
    await using limited = connectAs(username)
    await eventually(() => pullAs(limited, topic, group))
    answersOf(await admin.access.updateUser({ username, userStatus: 'disable' }))
    await eventually(async () => {
      expect(await refusalOf(pullAs(limited, topic, group))).toMatchObject({ responseCode: 16 })
    })
  })

  itNeeds('AUTH_CREATE_USER', 'that comes from another address than allowed may do nothing', async () => {
    const [username, topic, group] = [await makeUser(), await makeTopic(), await makeGroup()]
    const elsewhere = ['10.9.8.7']
    await givePolicy(
      username,
      { ...allow(`Topic:${topic}`, 'Sub'), sourceIps: elsewhere },
      { ...allow(`Group:${group}`, 'Sub'), sourceIps: elsewhere },
    )
    await using limited = connectAs(username)
    expect(await refusalOf(pullAs(limited, topic, group))).toMatchObject({
      responseCode: 16,
      addr: brokerAddr,
      request: 'PULL_MESSAGE',
    })
  })

  itNeeds('AUTH_CREATE_USER', 'is nobody with another password', async () => {
    const username = await makeUser()
    await using other = new Admin({
      ...connectionOptions,
      credentials: { accessKey: username, secretKey: 'not the password' },
    })
    const refusal = await refusalOf(other.brokers.runtimeInfo(brokerAddr))
    expect(refusal).toMatchObject({ responseCode: 16, addr: brokerAddr })
    expect(refusal.message).not.toContain('not the password')
  })
})

provesCoverage('access')
