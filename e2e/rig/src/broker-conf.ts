// The properties files of name server and broker. Names and defaults: BrokerConfig, MessageStoreConfig, NettyServerConfig,
// AuthConfig and NamesrvConfig of RocketMQ; a release ignores what it does not know.
import { type Release, traitsOf } from './release.ts'

/** Key and secret of the one administrator that exists when ACL is on. */
export interface Credentials {
  accessKey: string
  secretKey: string
}

export interface BrokerSettings {
  release: Release
  clusterName: string
  brokerName: string
  /** 0: master. */
  brokerId: number
  listenPort: number
  namesrvAddr: string
  storeDir: string
  credentials: Credentials | undefined
}

/** Data is small here, and many brokers start on one machine: small files, and index files of 42 MB instead of 420. */
const SMALL_FILES = {
  mappedFileSizeCommitLog: 64 * 1024 * 1024,
  mappedFileSizeConsumeQueue: 30_000 * 20,
  mappedFileSizeTimerLog: 16 * 1024 * 1024,
  compactionMappedFileSize: 16 * 1024 * 1024,
  compactionCqMappedFileSize: 1024 * 1024,
  maxOffsetMapSize: 16 * 1024 * 1024,
  maxHashSlotNum: 500_000,
  maxIndexNum: 2_000_000,
}

/** What a full production broker has switched on. */
const FEATURES = {
  autoCreateTopicEnable: false,
  autoCreateSubscriptionGroup: true,
  traceTopicEnable: true,
  enablePropertyFilter: true,
  timerWheelEnable: true,
  recallMessageEnable: true,
  useServerSideResetOffset: true,
}

/** What keeps an idle broker from its rest. */
const LESS_WORK = {
  // It compares the whole timer wheel, 39 MB, at each save: half a second.
  timerFlushIntervalMs: 300_000,
  // Each thread looks for messages that are due 100 times a second.
  timerGetMessageThreadNum: 1,
  timerPutMessageThreadNum: 1,
  // TransactionMetricsFlushService spins until this time is over for the first time.
  transactionMetricFlushInterval: 1_000,
  // TransactionalOpBatchService spins for ever once its queue has been idle for this time, after the first finished transaction.
  transactionOpBatchInterval: 24 * 3_600_000,
  // So each end of a transaction is written at once, not in a batch.
  transactionOpMsgMaxSize: 1,
}

/** Check-backs begin after three seconds and come every second. */
const QUICK_TRANSACTIONS = {
  transactionTimeOut: 3_000,
  transactionCheckInterval: 1_000,
}

/** A broker that is killed forgets at most what was consumed in the last second. */
const QUICK_SAVES = {
  flushConsumerOffsetInterval: 1_000,
  flushDelayOffsetInterval: 1_000,
}

/**
 * A busy or nearly full machine must not make a broker refuse messages: the limits on waiting are those of a patient
 * one, those on disk use as high as the broker allows.
 */
const PATIENCE = {
  waitTimeMillsInSendQueue: 5_000,
  osPageCacheBusyTimeOutMills: 10_000,
  diskMaxUsedSpaceRatio: 95,
}

/** The broker's properties file. */
export function brokerConf(settings: BrokerSettings): string {
  return propertiesText({
    brokerClusterName: settings.clusterName,
    brokerName: settings.brokerName,
    brokerId: settings.brokerId,
    // A slave is told its master's HA address by the name server: `haMasterAddress` does nothing in RocketMQ 5.
    brokerRole: settings.brokerId === 0 ? 'ASYNC_MASTER' : 'SLAVE',
    brokerIP1: '127.0.0.1',
    brokerIP2: '127.0.0.1',
    bindAddress: '127.0.0.1',
    listenPort: settings.listenPort,
    haListenPort: settings.listenPort + 1,
    namesrvAddr: settings.namesrvAddr,
    storePathRootDir: settings.storeDir,
    storePathCommitLog: `${settings.storeDir}/commitlog`,
    ...FEATURES,
    ...SMALL_FILES,
    ...QUICK_TRANSACTIONS,
    ...LESS_WORK,
    ...QUICK_SAVES,
    ...PATIENCE,
    ...(settings.credentials ? aclProperties(settings.release, settings.credentials) : {}),
  })
}

/** The name server's properties file. */
export function namesrvConf(listenPort: number, dir: string): string {
  return propertiesText({
    bindAddress: '127.0.0.1',
    listenPort,
    kvConfigPath: `${dir}/kvConfig.json`,
    orderMessageEnable: true,
  })
}

function aclProperties(release: Release, credentials: Credentials): Record<string, string | boolean> {
  if (traitsOf(release).aclVersion === 1) return { aclEnable: true }
  const provider = 'org.apache.rocketmq.auth'
  return {
    authenticationEnabled: true,
    authenticationProvider: `${provider}.authentication.provider.DefaultAuthenticationProvider`,
    authenticationMetadataProvider: `${provider}.authentication.provider.LocalAuthenticationMetadataProvider`,
    initAuthenticationUser: JSON.stringify({
      username: credentials.accessKey,
      password: credentials.secretKey,
    }),
    innerClientAuthenticationCredentials: JSON.stringify(credentials),
    authorizationEnabled: true,
    authorizationProvider: `${provider}.authorization.provider.DefaultAuthorizationProvider`,
    authorizationMetadataProvider: `${provider}.authorization.provider.LocalAuthorizationMetadataProvider`,
  }
}

function propertiesText(properties: Record<string, string | number | boolean>): string {
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
}
