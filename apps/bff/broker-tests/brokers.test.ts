/** What only a real broker tells of brokers: that a change arrives there, and what its own table of settings holds. */
import {
  brokerConfigList,
  brokerConfigUpdate,
  brokerView,
  brokerWritePermissionUpdate,
  clusterList,
} from '@gantry/contract'
import type { Admin } from '@gantry/remoting'
import { brokerSettingRule } from '@gantry/rules'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { makeWireTopic, realAdmin, startConsole } from '../test-support/real-cluster.ts'
import type { TestServer } from '../test-support/start-server.ts'

const { masters, namesrvAddr, credentials, release } = inject('cluster')
const [first] = masters
const { brokerName = '', addr = '' } = first ?? {}

let server: TestServer
let admin: Admin
let params = { clusterId: '', brokerName }
beforeAll(async () => {
  server = await startConsole()
  admin = realAdmin()
  const { items } = await server.admin.call(clusterList, {})
  params = { clusterId: items[0]?.cluster.clusterId ?? '', brokerName }
})
afterAll(async () => {
  await admin.close()
  await server.close()
})

describe('the configuration of a real broker', () => {
  it('holds every setting that can be changed, and none that the table of its release does not know', async () => {
    const { items } = await server.admin.call(brokerConfigList, { params })
    expect(items.length).toBeGreaterThan(450)
    if (release === '5.5.0') expect(items.filter(({ standing }) => standing === 'UNKNOWN')).toEqual([])
    expect(items.filter(({ name }) => brokerSettingRule(name) !== undefined)).toHaveLength(36)
    const text = JSON.stringify(items)
    expect(text).not.toContain(credentials?.secretKey)
    // The rig sets few things; what nobody set has to look like it.
    expect(items.filter(({ standing }) => standing === 'CHANGED').length).toBeLessThan(60)
  })

  it('has what was changed, at once and on that broker only', async () => {
    const config = async (at: string) => (await admin.brokers.config(at)).get('transactionCheckMax')
    const before = (await config(addr)) ?? ''
    const change = (value: string, seen: string) =>
      server.admin.call(brokerConfigUpdate, {
        params,
        body: { name: 'transactionCheckMax', value, before: seen },
      })
    await change('14', before)
    expect(await config(addr)).toBe('14')
    expect(await config(masters[1]?.addr ?? '')).toBe(before)
    await change(before, '14')
  })
})

describe('a real broker that is drained', () => {
  it('is out of the routes that producers write by, and comes back', async () => {
    const topic = await makeWireTopic()
    const set = (isWritable: boolean) =>
      server.admin.call(brokerWritePermissionUpdate, { params, body: { isWritable } })
    const perms = async () =>
      Object.fromEntries(
        (await admin.topics.route(topic)).queueDatas.map(queue => [queue.brokerName, queue.perm]),
      )
    expect(await set(false)).toMatchObject({ outcomes: [{ namesrvAddr, ok: true }] })
    expect(await perms()).toEqual({ 'broker-a': 4, 'broker-b': 6 })
    expect((await server.admin.call(brokerView, { params })).broker.isWritable).toBe(false)
    await set(true)
    expect(await perms()).toEqual({ 'broker-a': 6, 'broker-b': 6 })
    const { broker, replication } = await server.admin.call(brokerView, { params })
    expect(broker).toMatchObject({ isWritable: true, replication: { replicas: 0, inSync: 0 } })
    expect(replication?.replicas).toEqual([])
  })
})
