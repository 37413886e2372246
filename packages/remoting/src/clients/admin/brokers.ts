/** The brokers of a cluster: who they are, what they measure, how they are set. */
import { updateBrokerConfig } from '../../requests/0025-update-broker-config.ts'
import { getBrokerConfig } from '../../requests/0026-get-broker-config.ts'
import { getBrokerRuntimeInfo } from '../../requests/0028-get-broker-runtime-info.ts'
import { wipeWritePermOfBroker } from '../../requests/0205-wipe-write-perm-of-broker.ts'
import { type BrokerStatsData, viewBrokerStatsData } from '../../requests/0315-view-broker-stats-data.ts'
import { addWritePermOfBroker } from '../../requests/0327-add-write-perm-of-broker.ts'
import { getBrokerHaStatus, type HaRuntimeInfo } from '../../requests/0907-get-broker-ha-status.ts'
import type { CallOptions } from '../../transport/connection.ts'
import type { BrokerNode, Cluster } from '../cluster.ts'
import type { FanOutResult } from '../fan-out.ts'

export class BrokerAdmin {
  private readonly cluster: Cluster

  constructor(cluster: Cluster) {
    this.cluster = cluster
  }

  /** Every broker process, masters and replicas. */
  list(options?: CallOptions): Promise<BrokerNode[]> {
    return this.cluster.brokers(options)
  }

  /** What a broker measures of itself, by RocketMQ's names: `brokerVersionDesc`, `putTps`, `msgPutTotalTodayNow`, … */
  async runtimeInfo(addr: string, options?: CallOptions): Promise<Map<string, string>> {
    return (await this.cluster.call(addr, getBrokerRuntimeInfo, { header: {} }, options)).body.table
  }

  /** Every setting of a broker, by name. */
  async config(addr: string, options?: CallOptions): Promise<Map<string, string>> {
    return (await this.cluster.call(addr, getBrokerConfig, { header: {} }, options)).body
  }

  /** Changes settings of a running broker and in its file. */
  async updateConfig(
    addr: string,
    settings: ReadonlyMap<string, string>,
    options?: CallOptions,
  ): Promise<void> {
    await this.cluster.call(addr, updateBrokerConfig, { header: {}, body: new Map(settings) }, options)
  }

  /**
   * A counter's sum and rate over the last minute, hour and day.
   * @param statsName such as `TOPIC_PUT_NUMS` or `GROUP_GET_NUMS`
   * @param statsKey such as `topic` or `topic@group`
   * @throws BrokerRefused SYSTEM_ERROR when the broker has counted nothing for that key
   */
  async statsItem(
    addr: string,
    statsName: string,
    statsKey: string,
    options?: CallOptions,
  ): Promise<BrokerStatsData> {
    return (await this.cluster.call(addr, viewBrokerStatsData, { header: { statsName, statsKey } }, options))
      .body
  }

  /** How far the replicas of a master are behind. */
  async haStatus(addr: string, options?: CallOptions): Promise<HaRuntimeInfo> {
    return (await this.cluster.call(addr, getBrokerHaStatus, { header: {} }, options)).body
  }

  /**
   * Takes a broker's topics out of the write routes of every name server, to drain it.
   * @returns by name server how many topics that concerned: 0 where the broker is not known; and who has not heard it
   */
  async wipeWritePermission(
    brokerName: string,
    options?: CallOptions,
  ): Promise<FanOutResult<string, number>> {
    const input = { header: { brokerName } }
    const { answered, failed } = await this.cluster.nameServers.tryEach(wipeWritePermOfBroker, input, options)
    const counts = answered.map(({ value, ...of }) => ({ ...of, value: value.header.wipeTopicCount }))
    return { answered: counts, failed }
  }

  /** Gives back what `wipeWritePermission` took, and makes topics writable that were read-only before, too. */
  async addWritePermission(brokerName: string, options?: CallOptions): Promise<FanOutResult<string, number>> {
    const input = { header: { brokerName } }
    const { answered, failed } = await this.cluster.nameServers.tryEach(addWritePermOfBroker, input, options)
    const counts = answered.map(({ value, ...of }) => ({ ...of, value: value.header.addTopicCount }))
    return { answered: counts, failed }
  }
}
