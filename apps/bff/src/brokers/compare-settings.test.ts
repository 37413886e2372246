import { brokerSettingProblem, brokerSettingRule } from '@gantry/rules'
import { describe, expect, it } from 'vitest'
import { compareSettings, type Settings } from './compare-settings.ts'
import { BROKER_DEFAULTS } from './defaults/broker-defaults.ts'
import { isSecretSetting } from './secret-settings.ts'

const node = { clusterName: 'c', brokerName: 'broker-b', brokerId: 0, addr: '127.0.0.1:2' }
const beside = (settings: Settings, other: Settings = settings) =>
  Object.fromEntries(compareSettings(settings, [{ node, settings: other }]).map(each => [each.name, each]))

describe('a setting of a broker', () => {
  it('stands beside what RocketMQ would take by itself', () => {
    const settings = new Map([
      ['fileReservedTime', '72'],
      ['maxMessageSize', '1024'],
      ['sendMessageThreadPoolNums', '8'],
      ['listenPort', '10911'],
      ['madeUpHere', 'x'],
      ['rocketmqHome', '/opt/broker-a'],
    ])
    const found = beside(settings)
    expect(found.fileReservedTime).toMatchObject({
      definedIn: 'MessageStoreConfig',
      defaultValue: '72',
      standing: 'DEFAULT',
    })
    expect(found.maxMessageSize).toMatchObject({ defaultValue: '4194304', standing: 'CHANGED' })
    expect(found.sendMessageThreadPoolNums).toMatchObject({ defaultValue: null, standing: 'MACHINE' })
    expect(found.madeUpHere).toMatchObject({ definedIn: null, defaultValue: null, standing: 'UNKNOWN' })
    expect(found.rocketmqHome).toMatchObject({ standing: 'MACHINE', isOwn: true })
    // Two classes have it: the later one counts, as on the broker.
    expect(found.listenPort).toMatchObject({
      definedIn: 'NettyServerConfig',
      standing: 'DEFAULT',
      isOwn: true,
    })
  })

  it('names the brokers that have another value, or none', () => {
    const ours = new Map([
      ['fileReservedTime', '72'],
      ['brokerPermission', '6'],
      ['deleteWhen', '04'],
    ])
    const found = beside(
      ours,
      new Map([
        ['fileReservedTime', '48'],
        ['deleteWhen', '04'],
      ]),
    )
    const their = { brokerName: 'broker-b', brokerId: 0 }
    expect(found.fileReservedTime?.others).toEqual([{ ...their, value: '48' }])
    expect(found.brokerPermission?.others).toEqual([{ ...their, value: null }])
    expect(found.deleteWhen?.others).toEqual([])
  })

  it('says of a secret only that it is set, also when it is one on another broker only', () => {
    const secret = '{"accessKey":"root","secretKey":"hush-hush"}'
    const ours = new Map([
      ['innerClientAuthenticationCredentials', secret],
      ['initAuthenticationUser', ''],
      ['metricsLabel', 'plain'],
    ])
    const found = beside(ours, new Map([...ours, ['metricsLabel', 'https://ops:hush-hush@example.com']]))
    expect(JSON.stringify(found)).not.toContain('hush-hush')
    for (const name of ours.keys())
      expect(found[name]).toMatchObject({ value: null, standing: 'SECRET', others: [] })
    expect(found.innerClientAuthenticationCredentials?.isSet).toBe(true)
    expect(found.initAuthenticationUser?.isSet).toBe(false)
  })
})

describe('which settings are secrets', () => {
  it('is clear for each that RocketMQ 5.5.0 has', () => {
    const secrets = [...BROKER_DEFAULTS].filter(([name, { value }]) => isSecretSetting(name, [value ?? '']))
    expect(secrets.map(([name]) => name).toSorted()).toEqual([
      'initAuthenticationUser',
      'innerClientAuthenticationCredentials',
      'metricsGrpcExporterHeader',
    ])
  })

  it.each([
    ['objectStoreSecretKey', 'abc'],
    ['tieredStoreAccessKey', 'abc'],
    ['plugin', '{"user":"a","password":"b"}'],
    ['exporter', 'Authorization=Bearer abc'],
  ])('counts %s=%s among them', (name, value) => {
    expect(isSecretSetting(name, [value])).toBe(true)
  })
})

describe('the settings that can be changed', () => {
  const changeable = [...BROKER_DEFAULTS].filter(([name]) => brokerSettingRule(name) !== undefined)

  it('are settings of RocketMQ 5.5.0 whose defaults fit, and no secrets', () => {
    expect(changeable).toHaveLength(36)
    for (const [name, { value }] of changeable) {
      expect({ name, problem: brokerSettingProblem(name, value ?? '') }).toEqual({ name, problem: undefined })
      expect(isSecretSetting(name, [value ?? ''])).toBe(false)
    }
  })
})
