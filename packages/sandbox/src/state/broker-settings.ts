/**
 * The settings of a broker: those that the sandbox itself reads, and those that people look at. Names and defaults are RocketMQ's, from
 * `common/BrokerConfig`, `store/config/MessageStoreConfig`, `remoting/netty/NettyServerConfig` and `auth/config/AuthConfig`.
 */
import { DEFAULT_DELAY_LEVELS } from '@gantry/remoting/internal'
import type { SettingValue } from './settings.ts'

export interface BrokerIdentity {
  readonly clusterName: string
  readonly brokerName: string
  readonly port: number
  readonly namesrvAddr: string
}

/** Names that nobody may change while the broker runs. */
export const FIXED_BROKER_SETTINGS = ['brokerConfigPath', 'rocketmqHome', 'configBlackList']

export function brokerSettings(identity: BrokerIdentity): Record<string, SettingValue> {
  return {
    brokerClusterName: identity.clusterName,
    brokerName: identity.brokerName,
    brokerId: 0,
    brokerRole: 'ASYNC_MASTER',
    brokerIP1: '127.0.0.1',
    brokerIP2: '127.0.0.1',
    bindAddress: '127.0.0.1',
    listenPort: identity.port,
    haListenPort: identity.port + 1,
    namesrvAddr: identity.namesrvAddr,
    rocketmqHome: '',
    brokerConfigPath: '',
    configBlackList: 'configBlackList;brokerConfigPath',
    regionId: 'DefaultRegion',
    brokerPermission: 6,
    ...FEATURES,
    ...STORE,
    ...PATIENCE,
  }
}

const FEATURES = {
  autoCreateTopicEnable: false,
  autoCreateSubscriptionGroup: true,
  clusterTopicEnable: true,
  brokerTopicEnable: true,
  defaultTopicQueueNums: 8,
  traceOn: true,
  traceTopicEnable: true,
  msgTraceTopicName: 'RMQ_SYS_TRACE_TOPIC',
  enablePropertyFilter: true,
  filterSupportRetry: false,
  litePullMessageEnable: true,
  rejectTransactionMessage: false,
  recallMessageEnable: true,
  timerWheelEnable: true,
  useServerSideResetOffset: true,
  notifyConsumerIdsChangedEnable: true,
  longPollingEnable: true,
  enableMixedMessageType: false,
  slaveReadEnable: false,
  enableRetryTopicV2: false,
  authenticationEnabled: false,
  authorizationEnabled: false,
  aclEnable: false,
}

const STORE = {
  maxMessageSize: 4 * 1024 * 1024,
  messageDelayLevel: DEFAULT_DELAY_LEVELS,
  fileReservedTime: 72,
  deleteWhen: '04',
  flushDiskType: 'ASYNC_FLUSH',
  mappedFileSizeCommitLog: 1024 * 1024 * 1024,
  mappedFileSizeConsumeQueue: 6_000_000,
  diskMaxUsedSpaceRatio: 75,
  messageIndexEnable: true,
  defaultQueryMaxNum: 32,
  maxTransferBytesOnMessageInMemory: 256 * 1024,
  maxTransferCountOnMessageInMemory: 32,
  timerMaxDelaySec: 3 * 24 * 3600,
  timerPrecisionMs: 1000,
}

const PATIENCE = {
  transactionTimeOut: 6_000,
  transactionCheckMax: 15,
  transactionCheckInterval: 30_000,
  channelExpiredTimeout: 120_000,
  sendThreadPoolQueueCapacity: 10_000,
  pullThreadPoolQueueCapacity: 100_000,
  queryThreadPoolQueueCapacity: 20_000,
  ackThreadPoolQueueCapacity: 100_000,
  popPollingSize: 1024,
  maxPopPollingSize: 100_000,
  reviveQueueNum: 8,
}
