/** One way through the whole API on a real RocketMQ: every operation of the contract is done once, with success. */
import {
  accessKeyCreate,
  accessKeyDelete,
  accessKeyList,
  accessKeyUpdate,
  accountCreate,
  accountDelete,
  accountList,
  auditEventCsv,
  auditEventLines,
  auditEventList,
  auditEventView,
  brokerConfigList,
  brokerConfigUpdate,
  brokerList,
  brokerView,
  brokerWritePermissionUpdate,
  type Call,
  clusterAccessRepair,
  clusterAccessView,
  clusterCreate,
  clusterDelete,
  clusterList,
  clusterTest,
  clusterUpdate,
  clusterView,
  consumerClientList,
  consumerClientView,
  consumerProgress,
  consumerStacks,
  consumerStatus,
  deadLetterExport,
  deadLetterList,
  deadLetterResendCancel,
  deadLetterResendCreate,
  deadLetterResendList,
  deadLetterResendResults,
  deadLetterResendView,
  deadLetterView,
  diagnosisView,
  ENDPOINTS,
  grantCreate,
  grantDelete,
  grantList,
  groupCreate,
  groupDelete,
  groupList,
  groupRepair,
  groupSampleCode,
  groupSubscriptions,
  groupUpdate,
  groupView,
  instanceCreate,
  instanceDelete,
  instanceList,
  instanceUpdate,
  instanceView,
  lookupView,
  messageBodyDownload,
  messageDelivery,
  messageList,
  messageSend,
  messageVerify,
  messageView,
  mfaBind,
  mfaStart,
  mfaUnbind,
  mfaView,
  offsetRange,
  offsetReset,
  offsetResetList,
  offsetResetUndo,
  oidcSignOutView,
  oidcStart,
  overviewView,
  ownGrantList,
  ownSessionDelete,
  ownSessionList,
  passwordChange,
  recoveryCodeCreate,
  sessionCreate,
  sessionDelete,
  sessionMfaCreate,
  sessionOidcCreate,
  sessionView,
  signInView,
  statisticsConsumption,
  statisticsGroup,
  statisticsProduction,
  statisticsRecent,
  tokenCreate,
  tokenDelete,
  tokenList,
  topicCreate,
  topicDelete,
  topicList,
  topicProducers,
  topicRepair,
  topicRoutes,
  topicSubscriptions,
  topicUpdate,
  topicView,
  traceList,
  traceTaskCreate,
  traceTaskDelete,
  traceTaskList,
  traceTaskView,
  userCreate,
  userDelete,
  userList,
  userMfaReset,
  userPasswordReset,
  userUpdate,
  userView,
} from '@gantry/contract'
import type { Admin } from '@gantry/remoting'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WITHOUT_CHANGE } from '../src/audit/without-change.ts'
import { codeAt } from '../test-support/device.ts'
import { connection, startConsumer } from '../test-support/real-clients.ts'
import { realAdmin, startConsole } from '../test-support/real-cluster.ts'
import { defaultInstance, newGroup, newTopic, uniqueName } from '../test-support/seed.ts'
import {
  answerOf,
  type IdentityProvider,
  oidcSettings,
  PASSWORD,
  startProvider,
} from '../test-support/single-sign-on.ts'
import { ADMIN_PASSWORD, type TestServer } from '../test-support/start-server.ts'

/** A real cluster fails without being told to. */
const OFFERED = ENDPOINTS.filter(({ path }) => !path.startsWith('/sandbox/'))
const NEW_PASSWORD = 'Second!pw!2'
const done = new Set<string>()
let provider: IdentityProvider
let server: TestServer
let admin: Admin

beforeAll(async () => {
  provider = await startProvider()
  server = await startConsole({ config: { oidc: oidcSettings(provider.issuer, 'ops=readOnly') } })
  admin = realAdmin()
})
afterAll(async () => {
  await admin.close()
  await server.close()
  await provider[Symbol.asyncDispose]()
})

/** Notes what was answered with success; the client holds each answer against the contract. */
function noting(call: Call): Call {
  return async (endpoint, input, init) => {
    const answer = await call(endpoint, input, init)
    done.add(endpoint.id)
    return answer
  }
}

/** For the second step of the sign-in, which is taken once; then it is forgotten. */
async function bindDevice(currentPassword: string): Promise<void> {
  const browser = server.browser()
  const call = noting(browser.call)
  await browser.signIn('admin', currentPassword)
  const { secret } = await call(mfaStart, { body: { currentPassword } })
  const bound = await call(mfaBind, { body: { code: codeAt(secret, Date.now()) } })
  expect((await call(mfaView, {})).recoveryCodesLeft).toBe(10)
  const [first = '', second = ''] = bound.recoveryCodes
  const credentials = { username: 'admin', password: currentPassword }
  const again = noting(server.browser().call)
  expect(await again(sessionMfaCreate, { body: { ...credentials, code: first } })).toMatchObject({
    username: 'admin',
  })
  const fresh = await call(recoveryCodeCreate, { body: { currentPassword, code: second } })
  await call(mfaUnbind, { body: { currentPassword, code: fresh.recoveryCodes[0] ?? '' } })
}

async function grantTo(grantee: string, call: Call): Promise<void> {
  const { instanceId, clusterId } = await defaultInstance(server.admin.call)
  const params = { instanceId, topic: await newTopic(server.admin.call, instanceId) }
  const body = { granteeType: 'TENANT_ACCOUNT', grantee, authorisation: 'PUBLISH' } as const
  const { grant } = await call(grantCreate, { params, body })
  expect(await call(grantList, { params })).toMatchObject({ items: [grant], notEnforcedOn: [] })
  await call(grantDelete, { params: { ...params, grantId: grant.grantId } })
  expect(await call(clusterAccessView, { params: { clusterId } })).toMatchObject({ partial: null })
  await call(clusterAccessRepair, { params: { clusterId } })
}

/** With a consumer that runs. */
async function lookAtConsumers(
  call: Call,
  { topic, clientId, ...params }: { instanceId: string; topic: string; group: string; clientId: string },
): Promise<void> {
  expect(await call(consumerStatus, { params })).toMatchObject({ isOnline: true, clients: 1 })
  // Brokers know no progress before the client has told them its first.
  await expect
    .poll(async () => (await call(consumerProgress, { params })).items, { timeout: 20_000 })
    .not.toEqual([])
  const client = { ...params, clientId }
  expect((await call(consumerClientView, { params: client })).client.clientId).toBe(clientId)
  await call(consumerStacks, { params: client })
  expect((await call(diagnosisView, { params })).findings).toContainEqual(
    expect.objectContaining({ rule: 'ONLINE', verdict: 'fine' }),
  )
  await call(offsetRange, { params, query: { topic } })
  const { resetId } = await call(offsetReset, { params, body: { topic, to: 'earliest' } })
  await call(offsetResetUndo, { params: { ...params, resetId: resetId ?? '' }, body: {} })
  expect((await call(offsetResetList, { params })).items).toHaveLength(2)
}

async function lookAtBrokers(call: Call, clusterId: string): Promise<void> {
  expect((await call(overviewView, {})).clusters).toHaveLength(2)
  const { items } = await call(brokerList, { params: { clusterId } })
  const params = { clusterId, brokerName: items[0]?.brokerName ?? '' }
  expect((await call(brokerView, { params })).broker.isWritable).toBe(true)
  const name = 'fileReservedTime'
  const settings = (await call(brokerConfigList, { params })).items
  const value = settings.find(setting => setting.name === name)?.value ?? ''
  await call(brokerConfigUpdate, { params, body: { name, value, before: value } })
  await call(brokerWritePermissionUpdate, { params, body: { isWritable: true } })
}

describe('the whole API', () => {
  it('lets a person sign in, change the password, make and revoke a token, and sign out', async () => {
    const browser = server.browser()
    const call = noting(browser.call)
    await browser.signIn('admin', ADMIN_PASSWORD)
    const body = { currentPassword: ADMIN_PASSWORD, newPassword: NEW_PASSWORD }
    await call(passwordChange, { body })
    const again = server.browser()
    const signedIn = noting(again.call)
    await again.signIn('admin', NEW_PASSWORD)
    expect((await signedIn(sessionView, {})).me.mustChangePassword).toBe(false)
    const { apiToken } = await signedIn(tokenCreate, { body: { name: 'ci' } })
    expect((await signedIn(tokenList, {})).items).toContainEqual(apiToken)
    await signedIn(tokenDelete, { params: { tokenId: apiToken.tokenId } })
    await signedIn(sessionDelete, {})
    const credentials = { username: 'admin', password: NEW_PASSWORD }
    await bindDevice(NEW_PASSWORD)
    expect(await noting(server.browser().call)(sessionCreate, { body: credentials })).toMatchObject({
      username: 'admin',
    })
  })

  it('lets an administrator keep accounts and users, and people their access keys and sessions', async () => {
    const call = noting(server.admin.call)
    const { accountId } = await call(accountCreate, { body: { name: 'tour' } })
    expect((await call(accountList, {})).items).toHaveLength(2)
    await grantTo(accountId, call)
    const { user } = await call(userCreate, { body: { username: 'tourist', role: 'readOnly', accountId } })
    const params = { userId: user.userId }
    expect(await call(userUpdate, { params, body: { mayReadBodies: true } })).toMatchObject({
      mayReadBodies: true,
    })
    const { password } = await call(userPasswordReset, { params })
    await call(userMfaReset, { params })
    const browser = server.browser()
    await browser.signIn('tourist', password)
    await browser.call(passwordChange, { body: { currentPassword: password, newPassword: NEW_PASSWORD } })
    const again = server.browser()
    await again.signIn('tourist', NEW_PASSWORD)
    const own = noting(again.call)
    const { accessKey } = await own(accessKeyCreate, {})
    const key = { accessKey: accessKey.accessKey }
    await own(accessKeyUpdate, { params: key, body: { isDisabled: true } })
    expect((await own(accessKeyList, {})).items).toMatchObject([{ ...key, isDisabled: true }])
    await own(accessKeyDelete, { params: key })
    expect((await own(ownGrantList, {})).items).toEqual([])
    const [session] = (await own(ownSessionList, {})).items
    await own(ownSessionDelete, { params: { sessionId: session?.sessionId ?? '' } })
    expect((await call(userList, {})).items).toHaveLength(2)
    expect(await call(userView, { params })).toMatchObject({ tokens: [] })
    await call(userDelete, { params, query: { confirm: 'tourist' } })
    await call(accountDelete, { params: { accountId }, query: { confirm: 'tour' } })
  })

  it('lets a person in whom a provider vouches for', async () => {
    const claims = { preferred_username: 'olga', groups: ['ops'] }
    provider.people.set('olga', { password: PASSWORD, claims })
    const call = noting(server.browser().call)
    expect((await call(signInView, {})).singleSignOn).not.toBeNull()
    const { url } = await call(oidcStart, { body: {} })
    const query = await answerOf(new URL(url), 'olga')
    expect((await call(sessionOidcCreate, { body: { query } })).me).toMatchObject({ username: 'olga' })
    expect((await call(oidcSignOutView, {})).url).toContain(provider.issuer)
  })

  it('lets an administrator test, add, edit and remove a cluster, and make an instance on it', async () => {
    const call = noting(server.admin.call)
    const { namesrvAddr, credentials } = connection()
    const settings = { namesrvAddr, ...credentials }
    expect(await call(clusterTest, { body: settings })).toMatchObject({ ok: true })
    const { clusterId } = await call(clusterCreate, { body: { name: 'tour', ...settings } })
    const params = { clusterId }
    await call(clusterUpdate, { params, body: { name: 'toured', version: 0 } })
    expect((await call(clusterView, { params })).live.state).toBe('UP')
    expect((await call(clusterList, {})).items).toHaveLength(2)
    await lookAtBrokers(call, clusterId)
    const specification = { maxTopics: 5, inboundTps: 100, outboundTps: 100 }
    const { instanceId } = await call(instanceCreate, { body: { name: 'tour', clusterId, specification } })
    await call(instanceUpdate, { params: { instanceId }, body: { description: 'x', version: 0 } })
    expect((await call(instanceView, { params: { instanceId } })).instance.description).toBe('x')
    expect((await call(instanceList, { query: { q: 'tour' } })).items).toHaveLength(1)
    await call(instanceDelete, { params: { instanceId } })
    await call(clusterDelete, { params })
  })

  it('lets an owner make a topic, send to it, mend it and delete it', async () => {
    const call = noting(server.admin.call)
    const [first] = (await call(instanceList, {})).items
    const instanceId = first?.instanceId ?? ''
    const topic = uniqueName('tour')
    const params = { instanceId, topic }
    await call(topicCreate, { params: { instanceId }, body: { topic, messageType: 'NORMAL' } })
    await call(topicUpdate, { params, body: { description: 'x', version: 0 } })
    await call(messageSend, { params, body: { body: 'x' } })
    await admin.topics.remove(topic)
    await call(topicRepair, { params, body: { action: 'finish' } })
    expect((await call(topicView, { params })).topic).toMatchObject({ state: 'READY', description: 'x' })
    expect((await call(topicList, { params: { instanceId }, query: { q: topic } })).items).toHaveLength(1)
    await call(topicRoutes, { params })
    await call(topicSubscriptions, { params })
    await call(topicProducers, { params })
    await call(statisticsProduction, { params, query: { topic } })
    await call(statisticsConsumption, { params })
    await call(statisticsGroup, { params })
    await call(statisticsRecent, { query: { of: 'topics', instanceId, names: topic } })
    await call(topicDelete, { params, query: { confirm: topic } })
  })

  it('lets a user find a message, read it and try it on a client', async () => {
    const call = noting(server.admin.call)
    const [first] = (await call(instanceList, {})).items
    const instanceId = first?.instanceId ?? ''
    const topic = await newTopic(server.admin.call, instanceId)
    const group = await newGroup(server.admin.call, instanceId)
    const place = { instanceId, topic }
    const { messageId } = await call(messageSend, { params: place, body: { body: 'x', keys: ['tour'] } })
    await using consumer = await startConsumer(topic, { consumerGroup: group })
    await expect.poll(() => consumer.received, { timeout: 20_000 }).toHaveLength(1)
    await expect
      .poll(async () => (await call(messageList, { params: place, query: { key: 'tour' } })).items)
      .toHaveLength(1)
    const params = { ...place, messageId }
    expect((await call(messageView, { params })).body.text).toBe('x')
    await call(messageBodyDownload, { params })
    const { found } = await call(lookupView, { params: { instanceId }, query: { q: messageId } })
    expect(found[0]?.answers[0]?.code).toBe('SENT')
    const { items } = await call(messageDelivery, { params })
    const clientId = items[0]?.evidence.clientIds[0] ?? ''
    expect(await call(messageVerify, { params, body: { group, clientId } })).toMatchObject({
      isConsumed: true,
    })
    await lookAtConsumers(call, { instanceId, topic, group, clientId })
  })

  it('lets a user find dead letters, take them away and send them again, and query traces', async () => {
    const call = noting(server.admin.call)
    const [first] = (await call(instanceList, {})).items
    const instanceId = first?.instanceId ?? ''
    const topic = await newTopic(server.admin.call, instanceId)
    const group = await newGroup(server.admin.call, instanceId)
    const params = { instanceId, group }
    const sent = await call(messageSend, { params: { instanceId, topic }, body: { body: 'x' } })
    const message = await admin.messages.byOffsetId(sent.offsetMessageId)
    await admin.messages.sendBack({ group, message, delayLevel: -1 })
    await expect
      .poll(async () => (await call(deadLetterList, { params })).items, { timeout: 20_000 })
      .toHaveLength(1)
    await call(deadLetterView, { params: { ...params, messageId: sent.messageId } })
    await call(deadLetterExport, { params })
    const { resendId } = await call(deadLetterResendCreate, {
      params,
      body: { messageIds: [sent.messageId] },
    })
    const resend = { ...params, resendId }
    await expect
      .poll(async () => (await call(deadLetterResendView, { params: resend })).state, { timeout: 20_000 })
      .toBe('COMPLETED')
    expect((await call(deadLetterResendResults, { params: resend })).items).toMatchObject([
      { outcome: 'SENT' },
    ])
    await call(deadLetterResendList, { params })
    await call(deadLetterResendCancel, { params: resend })
    const { taskId } = await call(traceTaskCreate, {
      params: { instanceId },
      body: { topic, messageId: sent.messageId },
    })
    const task = { instanceId, taskId }
    await call(traceTaskView, { params: task })
    await call(traceTaskList, { params: { instanceId } })
    await call(traceList, { params: task })
    await call(traceTaskDelete, { params: task })
  })

  it('lets a user make a group, look at it from every side, mend it and delete it', async () => {
    const call = noting(server.admin.call)
    const [first] = (await call(instanceList, {})).items
    const instanceId = first?.instanceId ?? ''
    const group = uniqueName('GID')
    const params = { instanceId, group }
    await call(groupCreate, { params: { instanceId }, body: { group } })
    await call(groupUpdate, { params, body: { description: 'x', version: 0 } })
    await admin.groups.remove(group)
    await call(groupRepair, { params, body: { action: 'finish' } })
    expect((await call(groupView, { params })).group).toMatchObject({ state: 'READY', description: 'x' })
    expect((await call(groupList, { params: { instanceId }, query: { q: group } })).items).toHaveLength(1)
    await call(groupSubscriptions, { params })
    await call(consumerClientList, { params })
    expect((await call(groupSampleCode, { params })).samples).not.toEqual([])
    await call(groupDelete, { params, query: { confirm: group } })
  })

  it('has a record of it all, and nothing that this way has left out', async () => {
    const call = noting(server.admin.call)
    const { items } = await call(auditEventList, { query: { limit: 1_000 } })
    await call(auditEventView, { params: { auditId: items[0]?.auditId ?? '' } })
    await call(auditEventCsv, {})
    await call(auditEventLines, {})
    const changes = OFFERED.filter(({ method }) => method !== 'GET').map(({ id }) => id)
    const recorded = new Set(items.filter(({ result }) => result === 'ok').map(({ action }) => action))
    expect([...recorded].toSorted()).toEqual(changes.toSorted())
    const unsaid = items.filter(
      ({ result, change, action }) => result === 'ok' && change === null && !(action in WITHOUT_CHANGE),
    )
    expect(unsaid).toEqual([])
    expect([...done].toSorted()).toEqual(OFFERED.map(({ id }) => id).toSorted())
  })
})
