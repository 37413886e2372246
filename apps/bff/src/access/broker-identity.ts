import type { BrokerNode } from '@gantry/remoting'

/** A broker process: a master (ID 0) or a replica, as its name servers know it. */
export type BrokerIdentity = Pick<BrokerNode, 'brokerName' | 'brokerId'>

export function isSameBroker(one: BrokerIdentity, other: BrokerIdentity): boolean {
  return one.brokerName === other.brokerName && one.brokerId === other.brokerId
}

/** Those that are not among the others. */
export function without(
  brokers: readonly BrokerIdentity[],
  others: readonly BrokerIdentity[],
): BrokerIdentity[] {
  return brokers.filter(broker => !others.some(other => isSameBroker(broker, other)))
}
