/** The topics that a broker has when it starts for the first time. Imitates `TopicConfigManager#init`. */
import { replyTopicOf, reviveTopicOf, SystemTopic, TIMER_TOPIC } from '@gantry/remoting/internal'
import type { TopicConfig } from '@gantry/remoting/requests'
import { Perm } from './perm.ts'
import { plainTopic } from './plain-topic.ts'

/** `defaultTopicQueueNums`, of the template of topics that producers make by sending. */
const TEMPLATE_QUEUES = 8
const BENCHMARK_QUEUES = 1024
const SCHEDULE_QUEUES = 18
const REVIVE_QUEUES = 8
/** What a `TopicConfig` of Java has when nobody says otherwise. */
const DEFAULT_QUEUES = 16

export interface SystemTopicOptions {
  readonly clusterName: string
  readonly brokerName: string
  readonly autoCreateTopicEnable: boolean
}

export function systemTopicConfigs(options: SystemTopicOptions): TopicConfig[] {
  const { clusterName, brokerName } = options
  const open = Perm.READ | Perm.WRITE | Perm.INHERIT
  const template = { ...plainTopic(SystemTopic.AUTO_CREATE_TOPIC_KEY, TEMPLATE_QUEUES), perm: open }
  return [
    plainTopic(SystemTopic.SELF_TEST, 1),
    ...(options.autoCreateTopicEnable ? [template] : []),
    plainTopic(SystemTopic.BENCHMARK, BENCHMARK_QUEUES),
    { ...plainTopic(clusterName, DEFAULT_QUEUES), perm: open },
    { ...plainTopic(brokerName, 1), perm: open },
    plainTopic(SystemTopic.OFFSET_MOVED_EVENT, 1),
    plainTopic(SystemTopic.SCHEDULE, SCHEDULE_QUEUES),
    plainTopic(SystemTopic.TRACE, 1),
    plainTopic(replyTopicOf(clusterName), 1),
    plainTopic(reviveTopicOf(clusterName), REVIVE_QUEUES),
    { ...plainTopic(`rmq_sys_SYNC_BROKER_MEMBER_${brokerName}`, 1), perm: Perm.INHERIT },
    plainTopic(SystemTopic.TRANS_HALF, 1),
    plainTopic(SystemTopic.TRANS_OP_HALF, 1),
    plainTopic(SystemTopic.ROCKSDB_TRANS_HALF, 1),
    plainTopic(SystemTopic.ROCKSDB_TRANS_OP_HALF, 1),
    plainTopic(TIMER_TOPIC, 1),
  ]
}
