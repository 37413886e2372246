/** Who is connected: producers and consumers, and what a consumer says of itself. */
import { RESPONSE_CODES } from '../../codes.ts'
import {
  type ConsumerConnection,
  getConsumerConnectionList,
} from '../../requests/0203-get-consumer-connection-list.ts'
import { getProducerConnectionList } from '../../requests/0204-get-producer-connection-list.ts'
import { getConsumerRunningInfo } from '../../requests/0307-get-consumer-running-info.ts'
import type { Connection } from '../../requests/shapes/connection.ts'
import type { ConsumerRunningInfo } from '../../requests/shapes/consumer-running-info.ts'
import type { CallOptions } from '../../transport/connection.ts'
import type { BrokerNode, Cluster } from '../cluster.ts'
import { type FanOutResult, fanOut } from '../fan-out.ts'
import { callBrokers, isRefusal, mapAnswers, type PerBroker, withoutRefusals } from './per-broker.ts'

const OFFLINE = [RESPONSE_CODES.CONSUMER_NOT_ONLINE.code]
/** Brokers say with SYSTEM_ERROR that they have no connection to that client. */
const NOT_CONNECTED = [RESPONSE_CODES.SYSTEM_ERROR.code, ...OFFLINE]
/** And with the same that a producer group has no client. */
const NO_PRODUCER = [RESPONSE_CODES.SYSTEM_ERROR.code]

export interface ConnectedClient {
  readonly clientId: string
  /** A master that has a connection to it. */
  readonly node: BrokerNode
}

export class ClientAdmin {
  private readonly cluster: Cluster

  constructor(cluster: Cluster) {
    this.cluster = cluster
  }

  /** Clients of a consumer group, as each master sees them. A master that sees none is left out. */
  async consumers(consumerGroup: string, options?: CallOptions): Promise<PerBroker<ConsumerConnection>> {
    const masters = await this.cluster.masters(options)
    const input = { header: { consumerGroup } }
    const result = await callBrokers(this.cluster, masters, getConsumerConnectionList, input, options)
    return withoutRefusals(
      mapAnswers(result, ({ body }) => body),
      OFFLINE,
    )
  }

  /** Clients of a producer group. A master that sees none is left out. */
  async producers(producerGroup: string, options?: CallOptions): Promise<PerBroker<Connection[]>> {
    const masters = await this.cluster.masters(options)
    const input = { header: { producerGroup } }
    const result = await callBrokers(this.cluster, masters, getProducerConnectionList, input, options)
    return withoutRefusals(
      mapAnswers(result, ({ body }) => body.connectionSet),
      NO_PRODUCER,
    )
  }

  /**
   * What a connected consumer says of itself: subscriptions, queues, speeds and, with `jstack`, its threads' stacks.
   * Asked through the first master that has a connection to it.
   * @throws BrokerRefused SYSTEM_ERROR when no master has
   */
  async runningInfo(
    consumerGroup: string,
    clientId: string,
    input: { readonly jstack?: boolean } = {},
    options?: CallOptions,
  ): Promise<ConsumerRunningInfo> {
    const header = { consumerGroup, clientId, jstackEnable: input.jstack ?? false }
    let refusal: unknown
    for (const { addr } of await this.cluster.masters(options)) {
      try {
        return (await this.cluster.call(addr, getConsumerRunningInfo, { header }, options)).body
      } catch (error) {
        if (!isRefusal(error, NOT_CONNECTED)) throw error
        refusal = error
      }
    }
    throw refusal
  }

  /**
   * The same of several clients at once, each through a master that has a connection to it. One that does not answer holds
   * up nobody but itself.
   */
  runningInfos(
    consumerGroup: string,
    clients: readonly ConnectedClient[],
    input: { readonly jstack?: boolean } = {},
    options?: CallOptions,
  ): Promise<FanOutResult<ConnectedClient, ConsumerRunningInfo>> {
    const ask = async ({ clientId, node }: ConnectedClient): Promise<ConsumerRunningInfo> => {
      const header = { consumerGroup, clientId, jstackEnable: input.jstack ?? false }
      return (await this.cluster.call(node.addr, getConsumerRunningInfo, { header }, options)).body
    }
    return fanOut(clients, ask, { placeOf: ({ clientId }) => clientId, signal: options?.signal })
  }
}
