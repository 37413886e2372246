import type { BrokerSummary, clusterList, ResponseOf } from '@gantry/contract'

export interface BrokerRow extends BrokerSummary {
  /** The cluster's name in the console; `clusterName` is RocketMQ's. */
  readonly cluster: string
  readonly clusterId: string
}

/** The brokers of all clusters, and who of them did not answer. */
export function pickBrokers({ items, asOf }: ResponseOf<typeof clusterList>) {
  const rows = items.flatMap(({ cluster, live }): BrokerRow[] =>
    live.brokers.map(broker => ({ ...broker, cluster: cluster.name, clusterId: cluster.clusterId })),
  )
  return { items: rows, partial: { reasons: items.flatMap(({ live }) => live.partial?.reasons ?? []) }, asOf }
}
