/**
 * The routes of the topics that a client uses, kept as long as they are used and asked for again every so often: a queue or
 * broker that is added or lost shows within that time.
 */
import { RemotingError } from '../errors.ts'
import type { TopicRouteData } from '../requests/0105-get-route-info-by-topic.ts'
import type { MessageQueue } from '../requests/shapes/message-queue.ts'
import { type BrokerNode, type Cluster, mastersIn, nodesOf } from './cluster.ts'

const PERM_READ = 4
const PERM_WRITE = 2
const MASTER_ID = 0

export class Routes {
  private readonly cluster: Pick<Cluster, 'route'>
  private readonly known = new Map<string, TopicRouteData>()

  constructor(cluster: Pick<Cluster, 'route'>) {
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
    const route = await this.of(topic)
    const withMaster = new Set(mastersIn(route.brokerDatas).map(({ brokerName }) => brokerName))
    return queuesOf(topic, route, PERM_WRITE, 'writeQueueNums').filter(({ brokerName }) =>
      withMaster.has(brokerName),
    )
  }

  /** Queues that can be read: also from a replica whose master is gone. */
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
   * Address of the master of a broker of a topic in use.
   * @throws RemotingError NO_BROKER
   */
  addrOf(brokerName: string): string {
    const node = this.replicasOf(brokerName).find(isMaster)
    if (node) return node.addr
    throw new RemotingError(
      'NO_BROKER',
      `No route names a master of ${brokerName}: check that the broker is running.`,
    )
  }

  /**
   * Address to read from: the replica that is asked for, else the master, else whichever is left.
   * @param brokerId 0, the master, by default
   * @throws RemotingError NO_BROKER
   */
  readAddrOf(brokerName: string, brokerId: number = MASTER_ID): string {
    const replicas = this.replicasOf(brokerName)
    const node =
      replicas.find(replica => replica.brokerId === brokerId) ?? replicas.find(isMaster) ?? replicas[0]
    if (node) return node.addr
    throw new RemotingError('NO_BROKER', `No route names ${brokerName}: check that the broker is running.`)
  }

  private replicasOf(brokerName: string): BrokerNode[] {
    return this.nodes().filter(node => node.brokerName === brokerName)
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
  return route.queueDatas
    .filter(queueData => (queueData.perm & perm) !== 0)
    .flatMap(({ brokerName, [count]: length }) =>
      Array.from({ length }, (_, queueId) => ({ topic, brokerName, queueId })),
    )
}
