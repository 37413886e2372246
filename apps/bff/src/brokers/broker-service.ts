/** Brokers as other capabilities know them. */
import type { brokerList, ResponseOf } from '@gantry/contract'
import { listBrokers } from './broker-list.ts'
import type { BrokerNeeds } from './broker-needs.ts'

export interface BrokerService {
  /**
   * Never fails for what a cluster does: one that is away has no brokers, and the reason stands in `partial`.
   * @throws AppError NOT_FOUND
   */
  list(clusterId: string, signal: AbortSignal): Promise<ResponseOf<typeof brokerList>>
}

export function createBrokerService(needs: BrokerNeeds): BrokerService {
  return { list: (clusterId, signal) => listBrokers(needs, clusterId, signal) }
}
