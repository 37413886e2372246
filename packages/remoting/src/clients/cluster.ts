/**
 * One RocketMQ cluster as its name servers describe it: who the brokers are and where topics live. Administration,
 * producers and consumers all stand on it and share its connections.
 */
import { BrokerRefused, RemotingError } from '../errors.ts'
import type { RequestLayout } from '../protocol/layout.ts'
import { getRouteInfoByTopic, type TopicRouteData } from '../requests/0105-get-route-info-by-topic.ts'
import { type ClusterInfo, getBrokerClusterInfo } from '../requests/0106-get-broker-cluster-info.ts'
import type { BrokerData } from '../requests/shapes/broker-data.ts'
import type { CallOptions } from '../transport/connection.ts'
import type { Reply, RequestInput } from '../transport/exchange.ts'
import { ConnectionPool, type PoolOptions } from '../transport/pool.ts'
import { NameServers, noBroker } from './name-servers.ts'

export interface ClusterOptions extends PoolOptions {
  /** `host:port[;host:port]` */
  readonly namesrvAddr: string
}

/** One broker process. */
export interface BrokerNode {
  readonly clusterName: string
  readonly brokerName: string
  /** 0 is the master. */
  readonly brokerId: number
  readonly addr: string
}

const MASTER_ID = 0
const TOPIC_NOT_EXIST = 17

export class Cluster implements AsyncDisposable {
  readonly namesrvAddr: string
  readonly nameServers: NameServers
  readonly pool: ConnectionPool

  constructor(options: ClusterOptions) {
    this.namesrvAddr = options.namesrvAddr
    this.pool = new ConnectionPool(options)
    this.nameServers = new NameServers(options.namesrvAddr, this.pool)
  }

  close(): Promise<void> {
    return this.pool.close()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  /** Calls one broker, by address. */
  call<H, B, R, P>(
    addr: string,
    layout: RequestLayout<H, B, R, P>,
    input: RequestInput<H, B>,
    options?: CallOptions,
  ): Promise<Reply<R, P>> {
    return this.pool.call(addr, layout, input, options)
  }

  async info(options?: CallOptions): Promise<ClusterInfo> {
    return (await this.nameServers.call(getBrokerClusterInfo, { header: {} }, options)).body
  }

  /**
   * Every broker process that the name servers know, masters and replicas.
   * @throws RemotingError NO_BROKER when they know none
   */
  async brokers(options?: CallOptions): Promise<BrokerNode[]> {
    const { brokerAddrTable } = await this.info(options)
    const nodes = [...brokerAddrTable.values()].flatMap(nodesOf)
    if (nodes.length === 0) throw noBroker(this.namesrvAddr)
    return nodes
  }

  /** The brokers that take writes and administration: one for each broker name. */
  async masters(options?: CallOptions): Promise<BrokerNode[]> {
    return (await this.brokers(options)).filter(({ brokerId }) => brokerId === MASTER_ID)
  }

  /** @throws RemotingError NO_ROUTE when no broker has registered the topic */
  async route(topic: string, options?: CallOptions): Promise<TopicRouteData> {
    try {
      return (await this.nameServers.call(getRouteInfoByTopic, { header: { topic } }, options)).body
    } catch (error) {
      if (!(error instanceof BrokerRefused) || error.responseCode !== TOPIC_NOT_EXIST) throw error
      throw new RemotingError(
        'NO_ROUTE',
        `The topic ${topic} has no route: it does not exist, or its brokers have not registered it yet.`,
        { addr: error.addr, request: error.request },
        error,
      )
    }
  }

  /**
   * The masters that hold a topic.
   * @throws RemotingError NO_ROUTE
   */
  async mastersOf(topic: string, options?: CallOptions): Promise<BrokerNode[]> {
    return mastersIn((await this.route(topic, options)).brokerDatas)
  }
}

export function mastersIn(brokerDatas: readonly BrokerData[]): BrokerNode[] {
  return brokerDatas.flatMap(nodesOf).filter(({ brokerId }) => brokerId === MASTER_ID)
}

/** The processes of one broker name. */
export function nodesOf({ cluster, brokerName, brokerAddrs }: BrokerData): BrokerNode[] {
  return [...brokerAddrs].map(([brokerId, addr]) => ({ clusterName: cluster, brokerName, brokerId, addr }))
}
