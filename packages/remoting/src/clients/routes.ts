/**
 * The routes of the topics that a client uses, kept as long as they are used and asked for again every so often: a queue or
 * broker that is added or lost shows within that time.
 */
import { RemotingError } from '../errors.ts'
import type { TopicRouteData } from '../requests/0105-get-route-info-by-topic.ts'
import type { MessageQueue } from '../requests/shapes/message-queue.ts'
import { type BrokerNode, type Cluster, nodesOf } from './cluster.ts'

const PERM_READ = 4
const PERM_WRITE = 2
const MASTER_ID = 0

export class Routes {
  private readonly cluster: Cluster
  private readonly known = new Map<string, TopicRouteData>()

  constructor(cluster: Cluster) {
    this.cluster = cluster
  }

  /** @throws RemotingError NO_ROUTE */
  async of(topic: string): Promise<TopicRouteData> {
    return this.known.get(topic) ?? (await this.refresh(topic))
  }

  async refresh(topic: string): Promise<TopicRouteData> {
    const route = await this.cluster.route(topic)
    this.known.set(topic, route)
    return route
  }

  /** Asks again for every topic in use. A name server that is away leaves the routes as they are. */
  async refreshAll(): Promise<void> {
    await Promise.allSettled([...this.known.keys()].map(topic => this.refresh(topic)))
  }

  forget(topic: string): void {
    this.known.delete(topic)
  }

  /** Queues that take messages, on brokers that have a master. */
  async writable(topic: string): Promise<MessageQueue[]> {
    return queuesOf(topic, await this.of(topic), PERM_WRITE, 'writeQueueNums')
  }

  async readable(topic: string): Promise<MessageQueue[]> {
    return queuesOf(topic, await this.of(topic), PERM_READ, 'readQueueNums')
  }

  /** Every broker process that holds a topic in use. */
  nodes(): BrokerNode[] {
    const byAddr = new Map<string, BrokerNode>()
    for (const { brokerDatas } of this.known.values()) {
      for (const node of brokerDatas.flatMap(nodesOf)) byAddr.set(node.addr, node)
    }
    return [...byAddr.values()]
  }

  /**
   * Address of a broker of a topic in use.
   * @param brokerId 0, the master, by default; another replica where that one is gone
   * @throws RemotingError NO_BROKER
   */
  addrOf(brokerName: string, brokerId: number = MASTER_ID): string {
    const replicas = this.nodes().filter(node => node.brokerName === brokerName)
    const node = replicas.find(replica => replica.brokerId === brokerId) ?? replicas.find(isMaster)
    if (node === undefined) {
      throw new RemotingError(
        'NO_BROKER',
        `No route names a master of ${brokerName}: check that the broker is running.`,
      )
    }
    return node.addr
  }
}

function isMaster({ brokerId }: BrokerNode): boolean {
  return brokerId === MASTER_ID
}

function queuesOf(
  topic: string,
  route: TopicRouteData,
  perm: number,
  count: 'readQueueNums' | 'writeQueueNums',
): MessageQueue[] {
  const withMaster = new Set(
    route.brokerDatas
      .filter(({ brokerAddrs }) => brokerAddrs.has(MASTER_ID))
      .map(({ brokerName }) => brokerName),
  )
  return route.queueDatas
    .filter(queueData => (queueData.perm & perm) !== 0 && withMaster.has(queueData.brokerName))
    .flatMap(({ brokerName, [count]: length }) =>
      Array.from({ length }, (_, queueId) => ({ topic, brokerName, queueId })),
    )
}
