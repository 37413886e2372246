/** Brokers as operators see and set them, on a sandbox. What only a real broker can tell is in `broker-tests/brokers.test.ts`. */
import {
  auditEventList,
  type BodyOf,
  brokerConfigList,
  brokerConfigUpdate,
  brokerList,
  brokerView,
  brokerWritePermissionUpdate,
  clusterCreate,
  clusterList,
  clusterUpdate,
} from '@gantry/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { problemOf } from '../../test-support/callers.ts'
import { type SandboxConsole, startSandboxConsole } from '../../test-support/sandbox-console.ts'

let console: SandboxConsole
let clusterId = ''
const call: SandboxConsole['server']['admin']['call'] = (...of) => console.server.admin.call(...of)

beforeAll(async () => {
  console = await startSandboxConsole({
    settings: { innerClientAuthenticationCredentials: '{"accessKey":"in","secretKey":"hush-hush"}' },
  })
  clusterId = (await call(clusterList, {})).items[0]?.cluster.clusterId ?? ''
})
afterAll(() => console[Symbol.asyncDispose]())

const of = (brokerName: string) => ({ params: { clusterId, brokerName } })

describe('the brokers of a cluster', () => {
  it('are listed with who may write to them and how replication stands', async () => {
    const { items, partial } = await call(brokerList, { params: { clusterId } })
    expect(partial).toBeNull()
    expect(items.map(({ brokerName, role, release }) => [brokerName, role, release])).toEqual([
      ['broker-a', 'MASTER', '5.5.0'],
      ['broker-b', 'MASTER', '5.5.0'],
    ])
    for (const broker of items) {
      expect(broker).toMatchObject({
        isOnline: true,
        isWritable: true,
        replication: { registered: 0, replicas: 0, inSync: 0, behindBytes: 0 },
      })
    }
  })

  it('are read-only where nobody may write', async () => {
    console.sandbox.brokers[1]?.setReadOnly(true)
    const { items } = await call(brokerList, { params: { clusterId } })
    expect(items.map(({ isWritable }) => isWritable)).toEqual([true, false])
    const { broker, writePermission } = await call(brokerView, of('broker-b'))
    expect(broker.isWritable).toBe(false)
    expect(writePermission).toEqual([{ namesrvAddr: console.sandbox.namesrvAddr, isWritable: false }])
    console.sandbox.brokers[1]?.setReadOnly(false)
  })

  it('are none, with the reason, while nobody reaches the cluster', async () => {
    const away: BodyOf<typeof clusterCreate> = { name: 'away', namesrvAddr: '127.0.0.1:1', tls: false }
    const made = await call(clusterCreate, { body: away })
    const { items, partial } = await call(brokerList, { params: { clusterId: made.clusterId } })
    expect(items).toEqual([])
    expect(partial?.reasons).toMatchObject([{ brokerAddr: '127.0.0.1:1' }])
    const view = call(brokerView, { params: { clusterId: made.clusterId, brokerName: 'broker-a' } })
    expect(await problemOf(view)).toMatchObject({ status: 503, code: 'BROKER_UNAVAILABLE' })
  })
})

describe('one broker', () => {
  it('tells what it measures under RocketMQ’s names, and no controller where there is none', async () => {
    const { broker, processes, runtime, replication, syncState, partial } = await call(
      brokerView,
      of('broker-a'),
    )
    expect(broker).toMatchObject({ brokerName: 'broker-a', isOnline: true, release: '5.5.0' })
    expect(processes).toEqual([{ brokerId: 0, addr: console.sandbox.brokers[0]?.addr }])
    expect(runtime).toContainEqual({ name: 'brokerVersionDesc', value: 'V5_5_0' })
    expect(replication).toEqual({ commitLogMaxOffset: expect.any(Number), replicas: [], source: null })
    expect({ syncState, partial }).toEqual({ syncState: null, partial: null })
  })

  it('that does not answer has its page, with the reason once', async () => {
    const { faults, brokers } = console.sandbox
    const cut = faults.add({ failure: { kind: 'REFUSE', code: 'SYSTEM_BUSY' }, server: 'broker-b' })
    const { broker, runtime, partial } = await call(brokerView, of('broker-b'))
    expect(broker).toMatchObject({ isOnline: true, release: null, replication: null })
    expect(runtime).toEqual([])
    expect(partial?.reasons.map(({ brokerAddr }) => brokerAddr)).toContain(brokers[1]?.addr)
    expect(await problemOf(call(brokerConfigList, of('broker-b')))).toMatchObject({ code: 'BROKER_REFUSED' })
    cut.remove()
  })

  it('that the name servers do not know is not there', async () => {
    const unknown = { ...of('broker-a'), query: { brokerId: 1 } }
    for (const asked of [call(brokerView, of('nobody')), call(brokerView, unknown)])
      expect(await problemOf(asked)).toMatchObject({ status: 404, code: 'NOT_FOUND' })
  })
})

describe('the configuration of a broker', () => {
  it('is compared with the defaults and with the others, and keeps its secrets', async () => {
    const answer = await call(brokerConfigList, of('broker-a'))
    expect(answer).toMatchObject({
      brokerId: 0,
      defaultsOf: '5.5.0',
      comparedWith: [{ brokerName: 'broker-b', brokerId: 0 }],
      partial: null,
    })
    const setting = (name: string) => answer.items.find(each => each.name === name)
    expect(setting('brokerPermission')).toMatchObject({ value: '6', standing: 'DEFAULT', others: [] })
    expect(setting('authenticationEnabled')).toMatchObject({ value: 'true', standing: 'CHANGED' })
    expect(setting('brokerName')).toMatchObject({
      isOwn: true,
      others: [{ brokerName: 'broker-b', brokerId: 0, value: 'broker-b' }],
    })
    expect(setting('innerClientAuthenticationCredentials')).toMatchObject({ value: null, isSet: true })
    expect(JSON.stringify(answer)).not.toContain('hush-hush')
  })

  it('lacks the broker that does not answer, and says which', async () => {
    const order = { failure: { kind: 'REFUSE', code: 'SYSTEM_BUSY' }, server: 'broker-b' } as const
    const cut = console.sandbox.faults.add(order)
    const { comparedWith, partial } = await call(brokerConfigList, of('broker-a'))
    expect(comparedWith).toEqual([])
    expect(partial?.reasons.map(({ brokerName }) => brokerName)).toEqual(['broker-b'])
    cut.remove()
  })
})

describe('a setting of a broker', () => {
  const change = (body: BodyOf<typeof brokerConfigUpdate>, brokerName = 'broker-a') =>
    call(brokerConfigUpdate, { ...of(brokerName), body })
  const valueAt = async (brokerName: string, name: string) =>
    (await call(brokerConfigList, of(brokerName))).items.find(each => each.name === name)?.value

  it('is changed on one broker, and the record says from what to what', async () => {
    const name = 'fileReservedTime'
    const changed = await change({ name, value: '48', before: '72' })
    expect(changed).toMatchObject({ brokerName: 'broker-a', brokerId: 0, before: '72', after: '48' })
    expect([await valueAt('broker-a', name), await valueAt('broker-b', name)]).toEqual(['48', '72'])
    const { items } = await call(auditEventList, { query: { action: 'brokerConfigUpdate' } })
    expect(items[0]).toMatchObject({
      target: 'broker broker-a of cluster real',
      result: 'ok',
      change: { before: { fileReservedTime: '72' }, after: { fileReservedTime: '48' } },
    })
  })

  it('is left alone when somebody changed it meanwhile', async () => {
    const stale = change({ name: 'fileReservedTime', value: '24', before: '72' })
    expect(await problemOf(stale)).toMatchObject({ code: 'CONFLICT', current: { value: '48' } })
    expect(await valueAt('broker-a', 'fileReservedTime')).toBe('48')
  })

  it.each([
    [{ name: 'rocketmqHome', value: '/tmp', before: '' }, 'name', 'settingFixed'],
    [{ name: 'innerClientAuthenticationCredentials', value: 'mine', before: '' }, 'name', 'settingFixed'],
    [{ name: 'fileReservedTime', value: '0', before: '48' }, 'value', 'range'],
    [{ name: 'slaveReadEnable', value: 'yes', before: 'false' }, 'value', 'settingChoice'],
  ])('is refused before any broker hears of it: %j', async (body, path, code) => {
    expect(await problemOf(change(body))).toMatchObject({ code: 'VALIDATION', fields: [{ path, code }] })
    const { items } = await call(auditEventList, { query: { action: 'brokerConfigUpdate' } })
    expect(items[0]).toMatchObject({ result: 'VALIDATION', details: {} })
  })

  it('that its broker does not have is not there', async () => {
    const unknown = change({ name: 'haMaxGapNotInSync', value: '1048576', before: '268435456' })
    expect(await problemOf(unknown)).toMatchObject({ status: 404, code: 'NOT_FOUND' })
  })
})

describe('the write permission of a broker', () => {
  const set = (isWritable: boolean) =>
    call(brokerWritePermissionUpdate, { ...of('broker-b'), body: { isWritable } })
  const seen = async () => (await call(brokerView, of('broker-b'))).broker.isWritable

  it('is taken away and given back at each name server', async () => {
    const { namesrvAddr } = console.sandbox
    const topics = expect.any(Number)
    expect(await set(false)).toEqual({ outcomes: [{ namesrvAddr, ok: true, topics }] })
    expect(await seen()).toBe(false)
    expect(await set(true)).toEqual({ outcomes: [{ namesrvAddr, ok: true, topics }] })
    expect(await seen()).toBe(true)
    const { items } = await call(auditEventList, { query: { action: 'brokerWritePermissionUpdate' } })
    expect(items.map(({ target, change }) => [target, change])).toEqual([
      ['broker broker-b of cluster real', { before: { isWritable: false }, after: { isWritable: true } }],
      ['broker broker-b of cluster real', { before: { isWritable: true }, after: { isWritable: false } }],
    ])
  })

  it('is told with its own result where a name server is away', async () => {
    const { namesrvAddr, credentials } = console.sandbox
    const body = { name: 'half', namesrvAddr: `127.0.0.1:1;${namesrvAddr}`, tls: false, ...credentials }
    const half = await call(clusterCreate, { body })
    const params = { clusterId: half.clusterId, brokerName: 'broker-b' }
    const { outcomes } = await call(brokerWritePermissionUpdate, { params, body: { isWritable: true } })
    expect(outcomes).toMatchObject([
      {
        namesrvAddr: '127.0.0.1:1',
        ok: false,
        topics: null,
        message: expect.stringContaining('127.0.0.1:1'),
      },
      { namesrvAddr, ok: true },
    ])
    const { writePermission } = await call(brokerView, { params })
    expect(writePermission.map(({ isWritable }) => isWritable)).toEqual([null, true])
  })
})

describe('a cluster that is read-only in the console', () => {
  it('lets nobody change its brokers', async () => {
    const readOnly = (on: boolean, version: number) =>
      call(clusterUpdate, { params: { clusterId }, body: { readOnly: on, version } })
    const { version } = await readOnly(true, 0)
    const body = { name: 'fileReservedTime', value: '24', before: '48' }
    for (const refused of [
      call(brokerConfigUpdate, { ...of('broker-a'), body }),
      call(brokerWritePermissionUpdate, { ...of('broker-a'), body: { isWritable: false } }),
    ])
      expect(await problemOf(refused)).toMatchObject({ status: 403, code: 'FORBIDDEN' })
    await readOnly(false, version)
  })
})
