/**
 * Settings of a broker that the console changes: those that a running broker reads whenever it uses them. All others take effect at a
 * start only, name places and peers, or are secrets. Both known takeovers of RocketMQ came through settings that anyone could write
 * (CVE-2023-33246, CVE-2023-37582), so nothing is added here that ends in a path, an address or a command.
 * Where each is read: `broker/processor/*`, `broker/latency/BrokerFastFailure`, `broker/transaction/*`, `store/DefaultMessageStore`,
 * `store/CommitLog` and `store/ha/DefaultHAService` of RocketMQ 5.5.0.
 */
import { type Problem, problem } from './problem.ts'

export type BrokerSettingRule =
  | { readonly kind: 'boolean' }
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  /** Whole numbers, in the unit that RocketMQ takes. */
  | { readonly kind: 'number'; readonly min: number; readonly max: number }
  /** Hours of the day, such as `04` or `03;04`. */
  | { readonly kind: 'hours' }

const SWITCH: BrokerSettingRule = { kind: 'boolean' }
const number = (min: number, max: number): BrokerSettingRule => ({ kind: 'number', min, max })
const KIB = 1_024
const MIB = KIB * KIB
const HOUR_MS = 3_600_000

const RULES: Readonly<Record<string, BrokerSettingRule>> = {
  // 2 write, 4 read.
  brokerPermission: { kind: 'choice', options: ['6', '4', '2'] },
  autoCreateSubscriptionGroup: SWITCH,
  rejectTransactionMessage: SWITCH,
  recallMessageEnable: SWITCH,
  slaveReadEnable: SWITCH,
  litePullMessageEnable: SWITCH,
  longPollingEnable: SWITCH,
  notifyConsumerIdsChangedEnable: SWITCH,
  useServerSideResetOffset: SWITCH,
  disableConsumeIfConsumerReadSlowly: SWITCH,
  /** Bytes. */
  consumerFallbehindThreshold: number(MIB, KIB * KIB * MIB),

  brokerFastFailureEnable: SWITCH,
  // Milliseconds that a request may wait for its thread.
  waitTimeMillsInSendQueue: number(10, 60_000),
  waitTimeMillsInPullQueue: number(10, 60_000),
  waitTimeMillsInLitePullQueue: number(10, 60_000),
  waitTimeMillsInHeartbeatQueue: number(10, 120_000),
  waitTimeMillsInTransactionQueue: number(10, 60_000),
  waitTimeMillsInAckQueue: number(10, 60_000),

  // Milliseconds.
  transactionTimeOut: number(1_000, HOUR_MS),
  transactionCheckInterval: number(1_000, HOUR_MS),
  transactionCheckMax: number(1, 1_000),

  /** Hours. */
  fileReservedTime: number(1, 8_760),
  deleteWhen: { kind: 'hours' },
  /** Percent; a broker itself takes nothing outside of these. */
  diskMaxUsedSpaceRatio: number(10, 95),
  cleanFileForciblyEnable: SWITCH,
  deleteCommitLogFilesInterval: number(0, 60_000),
  /** Bytes; a frame holds 16 MiB at most. */
  maxMessageSize: number(KIB, 16 * MIB),
  maxTransferBytesOnMessageInMemory: number(KIB, 16 * MIB),
  maxTransferCountOnMessageInMemory: number(1, 10_000),
  maxTransferBytesOnMessageInDisk: number(KIB, 16 * MIB),
  maxTransferCountOnMessageInDisk: number(1, 10_000),
  osPageCacheBusyTimeOutMills: number(100, 60_000),
  syncFlushTimeout: number(100, 60_000),
  slaveTimeout: number(100, 60_000),
  /** Bytes. */
  haMaxGapNotInSync: number(MIB, 10 * KIB * MIB),
  /** Seconds. */
  timerMaxDelaySec: number(1, 40 * 24 * 3_600),
}

/** Undefined for a setting that the console does not change. */
export function brokerSettingRule(name: string): BrokerSettingRule | undefined {
  return Object.hasOwn(RULES, name) ? RULES[name] : undefined
}

/** Why a broker's setting cannot get this value; a name that is not to be changed is a problem of its own. */
export function brokerSettingProblem(name: string, value: string): Problem | undefined {
  const rule = brokerSettingRule(name)
  switch (rule?.kind) {
    case undefined:
      return problem('settingFixed', { name })
    case 'boolean':
      return oneOf(['true', 'false'], value)
    case 'choice':
      return oneOf(rule.options, value)
    case 'hours':
      return HOURS.test(value) ? undefined : problem('settingHours')
    case 'number': {
      const { min, max } = rule
      const fits = WHOLE.test(value) && Number(value) >= min && Number(value) <= max
      return fits ? undefined : problem('range', { min, max })
    }
  }
}

/** As Java writes it back: no sign, no zeros in front. */
const WHOLE = /^(0|[1-9]\d{0,15})$/
const HOURS = /^([01]\d|2[0-3])(;([01]\d|2[0-3]))*$/

function oneOf(options: readonly string[], value: string): Problem | undefined {
  return options.includes(value) ? undefined : problem('settingChoice', { options: options.join(', ') })
}
