/**
 * The topics of one broker. Imitates `broker/topic/TopicConfigManager`.
 *
 * Not imitated: static topics.
 */
import {
  type DataVersion,
  isSystemTopic,
  type NameProblem,
  topicNameProblem,
  topicsOfBroker,
} from '@gantry/remoting/internal'
import type { TopicConfig } from '@gantry/remoting/requests'
import type { Clock } from '../clock.ts'
import { type AttributeRules, changedAttributes, integerBetween, oneOf } from './attributes.ts'
import { firstVersion, nextVersion } from './data-version.ts'
import { isInherited, Perm } from './perm.ts'
import { plainTopic } from './plain-topic.ts'
import { Refused } from './refused.ts'
import { systemTopicConfigs } from './system-topics.ts'

const INT64_MAX = 2n ** 63n - 1n

/** Defined in `common/TopicAttributes`. */
const TOPIC_ATTRIBUTES: AttributeRules = {
  'queue.type': { isChangeable: false, ...oneOf('BatchCQ', 'SimpleCQ') },
  'cleanup.policy': { isChangeable: false, ...oneOf('DELETE', 'COMPACTION') },
  'message.type': {
    isChangeable: true,
    ...oneOf('UNSPECIFIED', 'NORMAL', 'FIFO', 'DELAY', 'TRANSACTION', 'PRIORITY', 'LITE', 'MIXED'),
  },
  'reserve.time': { isChangeable: true, ...integerBetween(-1n, INT64_MAX) },
  'lite.topic.expiration': { isChangeable: true, ...integerBetween(-1n, 43_200n) },
}

export interface TopicTableOptions {
  readonly clusterName: string
  readonly brokerName: string
  readonly clock: Clock
  /** Whether producers may make topics by sending to them. */
  readonly autoCreateTopicEnable: boolean
  /** Is told of topics that are new or have changed. */
  readonly onChanged: (changed: readonly TopicConfig[]) => void
}

export class TopicTable {
  private readonly configs = new Map<string, TopicConfig>()
  private readonly options: TopicTableOptions
  private currentVersion: DataVersion

  constructor(options: TopicTableOptions) {
    this.options = options
    this.currentVersion = firstVersion(options.clock)
    for (const config of systemTopicConfigs(options)) this.configs.set(config.topicName, config)
  }

  get dataVersion(): DataVersion {
    return this.currentVersion
  }

  get(topic: string): TopicConfig | undefined {
    return this.configs.get(topic)
  }

  all(): ReadonlyMap<string, TopicConfig> {
    return this.configs
  }

  isSystem(topic: string): boolean {
    const { clusterName, brokerName } = this.options
    return isSystemTopic(topic) || topicsOfBroker(clusterName, brokerName).includes(topic)
  }

  /**
   * Makes topics, or changes all of each but the attributes that are not named.
   * @param wanted their `attributes` are changes: `+name` and `-name`
   * @throws Refused
   */
  save(wanted: readonly TopicConfig[]): void {
    for (const { topicName } of wanted) this.checkName(topicName)
    const saved = wanted.map(config => this.withAttributes(config))
    for (const config of saved) this.configs.set(config.topicName, config)
    this.touch(saved)
  }

  /** The topic that a producer sends to, made after the template that it names where that is allowed. */
  forSending(
    topic: string,
    defaultTopic: string,
    queueNums: number,
    topicSysFlag: number,
  ): TopicConfig | undefined {
    const known = this.configs.get(topic)
    const template = this.configs.get(defaultTopic)
    if (known !== undefined || template === undefined || !isInherited(template.perm)) return known
    const queues = Math.max(Math.min(queueNums, template.writeQueueNums), 0)
    return this.add({ ...plainTopic(topic, queues), perm: template.perm & ~Perm.INHERIT, topicSysFlag })
  }

  /** A topic that the broker itself needs, such as the retry topic of a group. */
  forBroker(topic: string, queueNums: number, perm: number = Perm.READ | Perm.WRITE): TopicConfig {
    return this.configs.get(topic) ?? this.add({ ...plainTopic(topic, queueNums), perm })
  }

  remove(topic: string): void {
    if (this.configs.delete(topic)) this.touch([])
  }

  /** Tells that what the name server shows of the topics has changed, though the topics have not. */
  touch(changed: readonly TopicConfig[]): void {
    this.currentVersion = nextVersion(this.currentVersion, this.options.clock)
    this.options.onChanged(changed)
  }

  /** @throws Refused */
  checkName(topic: string): void {
    const problem = topicNameProblem(topic)
    if (problem !== undefined) throw new Refused('INVALID_PARAMETER', remarkOf(topic, problem))
    this.checkNotSystem(topic)
  }

  /** @throws Refused */
  checkNotSystem(topic: string): void {
    if (this.isSystem(topic)) {
      throw new Refused('INVALID_PARAMETER', `The topic[${topic}] is conflict with system topic.`)
    }
  }

  private add(config: TopicConfig): TopicConfig {
    this.configs.set(config.topicName, config)
    this.touch([config])
    return config
  }

  private withAttributes(wanted: TopicConfig): TopicConfig {
    const current = this.configs.get(wanted.topicName)?.attributes
    return { ...wanted, attributes: changedAttributes(TOPIC_ATTRIBUTES, current, wanted.attributes) }
  }
}

function remarkOf(topic: string, problem: NameProblem): string {
  if (problem.reason === 'BLANK') return 'The specified topic is blank.'
  if (problem.reason === 'TOO_LONG') {
    return `The specified topic: ${topic}, is longer than topic max length: ${problem.maxLength}`
  }
  return `The specified topic: ${topic}, contains illegal characters, allowing only ^[%|a-zA-Z0-9_-]+$`
}
