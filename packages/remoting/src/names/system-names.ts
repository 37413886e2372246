/**
 * Topics and groups that are RocketMQ's own. Defined in `common/topic/TopicValidator`, `common/MixAll`,
 * `common/PopAckConstants`, `store/timer/TimerMessageStore`; the ones named after clusters and brokers in
 * `broker/topic/TopicConfigManager`.
 */
import { replyTopicOf } from './retry-topic.ts'

export const SystemTopic = {
  AUTO_CREATE_TOPIC_KEY: 'TBW102',
  SCHEDULE: 'SCHEDULE_TOPIC_XXXX',
  BENCHMARK: 'BenchmarkTest',
  TRANS_HALF: 'RMQ_SYS_TRANS_HALF_TOPIC',
  ROCKSDB_TRANS_HALF: 'RMQ_SYS_ROCKSDB_TRANS_HALF_TOPIC',
  TRACE: 'RMQ_SYS_TRACE_TOPIC',
  TRANS_OP_HALF: 'RMQ_SYS_TRANS_OP_HALF_TOPIC',
  ROCKSDB_TRANS_OP_HALF: 'RMQ_SYS_ROCKSDB_TRANS_OP_HALF_TOPIC',
  TRANS_CHECK_MAX_TIME: 'TRANS_CHECK_MAX_TIME_TOPIC',
  SELF_TEST: 'SELF_TEST_TOPIC',
  OFFSET_MOVED_EVENT: 'OFFSET_MOVED_EVENT',
  ROCKSDB_OFFSET: 'CHECKPOINT_TOPIC',
} as const

const SYSTEM_TOPIC_PREFIX = 'rmq_sys_'
const SYSTEM_GROUP_PREFIX = 'CID_RMQ_SYS_'

/** Where delayed messages of the timer wheel wait. */
export const TIMER_TOPIC = `${SYSTEM_TOPIC_PREFIX}wheel_timer`
/** Before the region in the name of a trace topic on Alibaba Cloud. */
export const TRACE_TOPIC_PREFIX = `${SYSTEM_TOPIC_PREFIX}TRACE_DATA_`

const SYSTEM_TOPICS: ReadonlySet<string> = new Set(Object.values(SystemTopic))

/** Brokers take no message for these from a client. */
const NOT_ALLOWED_SEND: ReadonlySet<string> = new Set([
  SystemTopic.SCHEDULE,
  SystemTopic.TRANS_HALF,
  SystemTopic.TRANS_OP_HALF,
  SystemTopic.TRANS_CHECK_MAX_TIME,
  SystemTopic.SELF_TEST,
  SystemTopic.OFFSET_MOVED_EVENT,
  SystemTopic.ROCKSDB_TRANS_HALF,
  SystemTopic.ROCKSDB_TRANS_OP_HALF,
])

const PREDEFINED_GROUPS: ReadonlySet<string> = new Set([
  'DEFAULT_CONSUMER',
  'DEFAULT_PRODUCER',
  'TOOLS_CONSUMER',
  'SCHEDULE_CONSUMER',
  'FILTERSRV_CONSUMER',
  '__MONITOR_CONSUMER',
  'CLIENT_INNER_PRODUCER',
  'SELF_TEST_P_GROUP',
  'SELF_TEST_C_GROUP',
  'CID_ONS-HTTP-PROXY',
  'CID_ONSAPI_PERMISSION',
  'CID_ONSAPI_OWNER',
  'CID_ONSAPI_PULL',
  'CID_RMQ_SYS_TRANS',
])

/** True for the topics that every broker calls its own; see `topicsOfBroker` for those named after it. */
export function isSystemTopic(topic: string): boolean {
  return SYSTEM_TOPICS.has(topic) || topic.startsWith(SYSTEM_TOPIC_PREFIX)
}

/** True when a broker refuses messages that clients send there. */
export function isSendForbidden(topic: string): boolean {
  return NOT_ALLOWED_SEND.has(topic)
}

/** True for groups in which brokers consume their own topics. */
export function isSystemGroup(group: string): boolean {
  return group.startsWith(SYSTEM_GROUP_PREFIX)
}

/** True for groups that RocketMQ's tools and defaults use; mqadmin does not count them among the users' groups. */
export function isPredefinedGroup(group: string): boolean {
  return PREDEFINED_GROUPS.has(group)
}

/** The system topics that a broker makes and names after its cluster and itself. */
export function topicsOfBroker(clusterName: string, brokerName: string): string[] {
  return [
    clusterName,
    brokerName,
    replyTopicOf(clusterName),
    reviveTopicOf(clusterName),
    `${SYSTEM_TOPIC_PREFIX}SYNC_BROKER_MEMBER_${brokerName}`,
  ]
}

/** Where POP keeps checkpoints and acknowledgements. */
export function reviveTopicOf(clusterName: string): string {
  return `${SYSTEM_TOPIC_PREFIX}REVIVE_LOG_${clusterName}`
}
