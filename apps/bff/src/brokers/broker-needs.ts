/** What brokers stand on. */
import type { ClusterService } from '../clusters/cluster-service.ts'
import type { AppContext } from '../platform/context.ts'

export interface BrokerNeeds extends Pick<AppContext, 'clock'> {
  readonly clusters: Pick<ClusterService, 'find' | 'view' | 'clients'>
}

export interface BrokerParams {
  readonly clusterId: string
  readonly brokerName: string
}

/** What takes longer is shown as not answering, so that it does not hold up the page. */
export const TIMEOUT_MS = 3_000
export const MASTER_ID = 0
