/** The configuration files of name server, broker, proxy and tools. */
import { FACTS, type Release } from './releases.ts'

export interface Credentials {
  readonly accessKey: string
  readonly secretKey: string
}

/** Known to everyone: these clusters listen on loopback and live for a test. */
export const CREDENTIALS: Credentials = { accessKey: 'rocketmq', secretKey: '12345678' }

export interface BrokerSettings {
  readonly release: Release
  readonly clusterName: string
  readonly brokerName: string
  readonly brokerId: number
  readonly port: number
  readonly namesrvAddr: string
  readonly storeDir: string
  readonly acl: boolean
}

type Properties = Readonly<Record<string, string | number | boolean>>

export function brokerConf(settings: BrokerSettings): string {
  return toProperties({
    brokerClusterName: settings.clusterName,
    brokerName: settings.brokerName,
    brokerId: settings.brokerId,
    brokerRole: settings.brokerId === 0 ? 'ASYNC_MASTER' : 'SLAVE',
    brokerIP1: '127.0.0.1',
    brokerIP2: '127.0.0.1',
    bindAddress: '127.0.0.1',
    listenPort: settings.port,
    namesrvAddr: settings.namesrvAddr,
    storePathRootDir: settings.storeDir,
    storePathCommitLog: `${settings.storeDir}/commitlog`,
    ...BROKER,
    ...(settings.acl && aclOf(settings.release)),
  })
}

const BROKER: Properties = {
  autoCreateTopicEnable: false,
  autoCreateSubscriptionGroup: true,
  traceTopicEnable: true,
  enablePropertyFilter: true,
  timerWheelEnable: true,
  recallMessageEnable: true,
  useServerSideResetOffset: true,
  enableCalcFilterBitMap: false,
  // Check-backs of transactions within seconds.
  transactionCheckInterval: 2_000,
  transactionTimeOut: 2_000,
  // Small files: a cluster that lives for a test must not claim gigabytes.
  mappedFileSizeCommitLog: 64 * 1024 * 1024,
  mappedFileSizeConsumeQueue: 600_000,
  mappedFileSizeTimerLog: 8 * 1024 * 1024,
  timerPrecisionMs: 200,
  diskMaxUsedSpaceRatio: 98,
  registerNameServerPeriod: 10_000,
}

const AUTH = 'org.apache.rocketmq.auth'

function aclOf(release: Release): Properties {
  if (FACTS[release].acl === '1.0') return { aclEnable: true }
  return {
    authenticationEnabled: true,
    authenticationProvider: `${AUTH}.authentication.provider.DefaultAuthenticationProvider`,
    authenticationMetadataProvider: `${AUTH}.authentication.provider.LocalAuthenticationMetadataProvider`,
    initAuthenticationUser: JSON.stringify({
      username: CREDENTIALS.accessKey,
      password: CREDENTIALS.secretKey,
    }),
    innerClientAuthenticationCredentials: JSON.stringify(CREDENTIALS),
    authorizationEnabled: true,
    authorizationProvider: `${AUTH}.authorization.provider.DefaultAuthorizationProvider`,
    authorizationMetadataProvider: `${AUTH}.authorization.provider.LocalAuthorizationMetadataProvider`,
  }
}

export function namesrvConf(port: number): string {
  return toProperties({ listenPort: port, bindAddress: '127.0.0.1' })
}

/** Accounts of ACL 1.0, read from the broker's home. */
export function plainAcl(): string {
  const { accessKey, secretKey } = CREDENTIALS
  return `accounts:\n  - accessKey: ${accessKey}\n    secretKey: ${secretKey}\n    admin: true\n`
}

/** What mqadmin signs with, read from its home. */
export function toolsYml(): string {
  return `accessKey: ${CREDENTIALS.accessKey}\nsecretKey: ${CREDENTIALS.secretKey}\n`
}

export interface ProxySettings {
  readonly clusterName: string
  readonly namesrvAddr: string
  readonly grpcPort: number
  readonly remotingPort: number
  readonly acl: boolean
  readonly release: Release
}

export function proxyConf(settings: ProxySettings): string {
  const { initAuthenticationUser: _own, ...auth } = settings.acl ? aclOf(settings.release) : {}
  return JSON.stringify({
    rocketMQClusterName: settings.clusterName,
    namesrvAddr: settings.namesrvAddr,
    proxyMode: 'cluster',
    grpcServerPort: settings.grpcPort,
    remotingListenPort: settings.remotingPort,
    localServeAddr: '127.0.0.1',
    ...auth,
  })
}

function toProperties(properties: Properties): string {
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
}
