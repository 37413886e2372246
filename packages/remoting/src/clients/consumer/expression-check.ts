/**
 * Asks a broker whether it understands an SQL92 condition. Without that a wrong one goes unnoticed: brokers take it for a filter
 * that lets nothing through. Defined in `client/impl/factory/MQClientInstance#checkClientInBroker`.
 */
import { checkClientConfig } from '../../requests/0046-check-client-config.ts'
import type { SubscriptionData } from '../../requests/shapes/subscription-data.ts'
import { nodesOf } from '../cluster.ts'
import type { Session } from '../session.ts'

/** @throws BrokerRefused SUBSCRIPTION_PARSE_FAILED, or SYSTEM_ERROR where the broker filters by tags only */
export async function checkExpression(
  session: Session,
  consumerGroup: string,
  subscriptionData: SubscriptionData,
): Promise<void> {
  if (subscriptionData.expressionType === 'TAG') return
  const { brokerDatas } = await session.routes.of(subscriptionData.topic)
  const [node] = brokerDatas.flatMap(nodesOf)
  const body = { clientId: session.clientId, group: consumerGroup, subscriptionData }
  if (node) await session.cluster.call(node.addr, checkClientConfig, { header: {}, body })
}
