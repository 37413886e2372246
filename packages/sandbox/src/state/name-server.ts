/**
 * A name server: which brokers there are, and which topics they hold. Imitates `namesrv/routeinfo/RouteInfoManager`.
 *
 * Not imitated: replicas that stand in for a master, and filter servers.
 */
import type { DataVersion } from '@gantry/remoting/internal'
import type { QueueData, TopicConfig, TopicRouteData } from '@gantry/remoting/requests'
import type { Clock } from '../clock.ts'
import { isSameVersion } from './data-version.ts'
import { entryOf } from './entry-of.ts'
import { KvConfig, ORDER_TOPIC_NAMESPACE } from './kv-config.ts'
import { Perm } from './perm.ts'
import { Settings } from './settings.ts'

export interface BrokerEntry {
  readonly cluster: string
  readonly brokerName: string
  /** By broker ID; 0 is the master. */
  readonly brokerAddrs: Map<number, string>
}

export interface Registration {
  readonly clusterName: string
  readonly brokerName: string
  readonly brokerAddr: string
  readonly brokerId: number
  readonly dataVersion: DataVersion
  readonly topics: readonly TopicConfig[]
  /** Over when the broker is away; undefined for brokers that sign off by themselves. */
  readonly heartbeatTimeoutMs?: number
}

interface LiveBroker {
  readonly dataVersion: DataVersion
  readonly expiresAt: number
}

const FIXED_SETTINGS = ['configBlackList', 'configStorePath', 'kvConfigPath', 'rocketmqHome']

export class NameServer {
  readonly kv = new KvConfig()
  readonly settings: Settings
  private readonly clock: Clock
  private readonly clusters = new Map<string, Set<string>>()
  private readonly brokers = new Map<string, BrokerEntry>()
  private readonly live = new Map<string, LiveBroker>()
  private readonly topicQueues = new Map<string, Map<string, QueueData>>()

  constructor(clock: Clock, port: number) {
    this.clock = clock
    const defaults = {
      rocketmqHome: '',
      kvConfigPath: '',
      configStorePath: '',
      configBlackList: 'configBlackList;configStorePath;kvConfigPath',
      productEnvName: 'center',
      clusterTest: false,
      orderMessageEnable: true,
      returnOrderTopicConfigToBroker: true,
      deleteTopicWithBrokerRegistration: false,
      bindAddress: '127.0.0.1',
      listenPort: port,
    }
    this.settings = new Settings(defaults, FIXED_SETTINGS, clock)
  }

  /** @returns false when a broker that is not known yet begins with one topic */
  register(registration: Registration): boolean {
    const { clusterName, brokerName, brokerAddr, brokerId, dataVersion, topics } = registration
    const known = this.brokers.get(brokerName)
    const broker = known ?? { cluster: clusterName, brokerName, brokerAddrs: new Map<number, string>() }
    this.addToCluster(clusterName, brokerName)
    this.brokers.set(brokerName, broker)
    for (const [id, addr] of broker.brokerAddrs)
      if (addr === brokerAddr && id !== brokerId) broker.brokerAddrs.delete(id)
    const isFirst = !broker.brokerAddrs.has(brokerId)
    if (isFirst && topics.length === 1) return false
    broker.brokerAddrs.set(brokerId, brokerAddr)
    const before = this.live.get(brokerAddr)
    const isChanged = isFirst || before === undefined || !isSameVersion(before.dataVersion, dataVersion)
    for (const config of brokerId === 0 ? topics : []) {
      if (isChanged || !this.hasQueues(config.topicName, brokerName)) this.setQueues(brokerName, config)
    }
    const timeoutMs = registration.heartbeatTimeoutMs ?? Number.POSITIVE_INFINITY
    this.live.set(brokerAddr, { dataVersion, expiresAt: this.clock.now() + timeoutMs })
    return true
  }

  unregister(brokerName: string, brokerAddr: string, brokerId: number): void {
    this.live.delete(brokerAddr)
    const broker = this.brokers.get(brokerName)
    if (broker?.brokerAddrs.get(brokerId) !== brokerAddr) return
    broker.brokerAddrs.delete(brokerId)
    if (broker.brokerAddrs.size === 0) this.forget(broker)
  }

  /** Signs off brokers that have not registered again in time. */
  dropSilent(): void {
    for (const { brokerName, brokerAddrs } of [...this.brokers.values()]) {
      for (const [brokerId, addr] of [...brokerAddrs]) {
        const live = this.live.get(addr)
        if (live !== undefined && live.expiresAt < this.clock.now())
          this.unregister(brokerName, addr, brokerId)
      }
    }
  }

  /** By broker name. */
  allBrokers(): ReadonlyMap<string, BrokerEntry> {
    return this.brokers
  }

  /** Broker names by cluster. */
  allClusters(): ReadonlyMap<string, ReadonlySet<string>> {
    return this.clusters
  }

  topics(): string[] {
    return [...this.topicQueues.keys()]
  }

  topicsOf(clusterName: string): string[] {
    const names = this.clusters.get(clusterName) ?? new Set<string>()
    const isThere = (queues: ReadonlyMap<string, QueueData>): boolean =>
      [...names].some(name => queues.has(name))
    return [...this.topicQueues].flatMap(([topic, queues]) => (isThere(queues) ? [topic] : []))
  }

  /** Undefined when no broker that is there holds the topic. */
  route(topic: string): TopicRouteData | undefined {
    const queues = this.topicQueues.get(topic)
    const brokerDatas = [...(queues?.keys() ?? [])].flatMap(name => this.brokers.get(name) ?? [])
    if (queues === undefined || brokerDatas.length === 0) return undefined
    const isOrdering = this.settings.isOn('orderMessageEnable')
    const order = isOrdering ? this.kv.get(ORDER_TOPIC_NAMESPACE, topic) : undefined
    return {
      queueDatas: [...queues.values()],
      brokerDatas: brokerDatas.map(broker => ({ ...broker, enableActingMaster: false })),
      filterServerTable: new Map(),
      ...(order !== undefined && { orderTopicConf: order }),
    }
  }

  /** Adds queues of brokers that are known. */
  registerTopic(topic: string, queueDatas: readonly QueueData[]): void {
    const known = queueDatas.filter(({ brokerName }) => this.brokers.has(brokerName))
    if (known.length === 0) return
    const queues = entryOf(this.topicQueues, topic, () => new Map<string, QueueData>())
    for (const queueData of known) queues.set(queueData.brokerName, queueData)
  }

  /** @param clusterName undefined for every cluster */
  deleteTopic(topic: string, clusterName: string | undefined): void {
    if (clusterName === undefined) this.topicQueues.delete(topic)
    else for (const brokerName of this.clusters.get(clusterName) ?? []) this.removeQueues(topic, brokerName)
  }

  /** @returns how many topics the broker holds */
  setWritePerm(brokerName: string, isWriteable: boolean): number {
    let count = 0
    for (const queues of this.topicQueues.values()) {
      const queueData = queues.get(brokerName)
      if (queueData === undefined) continue
      const perm = isWriteable ? Perm.READ | Perm.WRITE : queueData.perm & ~Perm.WRITE
      queues.set(brokerName, { ...queueData, perm })
      count++
    }
    return count
  }

  private addToCluster(clusterName: string, brokerName: string): void {
    entryOf(this.clusters, clusterName, () => new Set<string>()).add(brokerName)
  }

  private forget({ cluster, brokerName }: BrokerEntry): void {
    this.brokers.delete(brokerName)
    const names = this.clusters.get(cluster)
    names?.delete(brokerName)
    if (names?.size === 0) this.clusters.delete(cluster)
    for (const topic of this.topics()) this.removeQueues(topic, brokerName)
  }

  private hasQueues(topic: string, brokerName: string): boolean {
    return this.topicQueues.get(topic)?.has(brokerName) === true
  }

  private setQueues(brokerName: string, config: TopicConfig): void {
    const { topicName, readQueueNums, writeQueueNums, perm, topicSysFlag } = config
    const queues = entryOf(this.topicQueues, topicName, () => new Map<string, QueueData>())
    queues.set(brokerName, { brokerName, readQueueNums, writeQueueNums, perm, topicSysFlag })
  }

  private removeQueues(topic: string, brokerName: string): void {
    const queues = this.topicQueues.get(topic)
    queues?.delete(brokerName)
    if (queues?.size === 0) this.topicQueues.delete(topic)
  }
}
