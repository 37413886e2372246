/**
 * Who of a group subscribes differently. Brokers keep what the last client told, so that clients with other topics or tags
 * lose messages silently: only the clients themselves, side by side, show it.
 */
import type { SubscriptionDifference } from '@gantry/contract'
import { isRetryTopic } from '@gantry/remoting'
import type { ConsumersRead } from './read-consumers.ts'

export interface SubscriptionVerdict {
  /** Null while nobody is connected, or not all have told and those that have agree. */
  readonly isConsistent: boolean | null
  readonly differences: SubscriptionDifference[]
}

export function compareSubscriptions(
  read: Pick<ConsumersRead, 'infos' | 'unasked' | 'failed' | 'handle'>,
): SubscriptionVerdict {
  const { infos, unasked, failed, handle } = read
  const byClient = new Map(
    [...infos].map(([clientId, { subscriptionSet }]) => {
      const own = subscriptionSet.filter(({ topic }) => !isRetryTopic(topic))
      return [clientId, new Map(own.map(({ topic, subString }) => [topic, comparable(subString)]))] as const
    }),
  )
  const wireTopics = new Set([...byClient.values()].flatMap(topics => [...topics.keys()]))
  const differences = [...wireTopics].toSorted().flatMap(wireTopic => {
    const variants = Map.groupBy(byClient.keys(), clientId => byClient.get(clientId)?.get(wireTopic) ?? null)
    const topic = handle.topics.show(wireTopic)
    if (variants.size < 2 || topic === undefined) return []
    return {
      topic,
      variants: [...variants].map(([expression, clientIds]) => ({
        expression,
        clientIds: clientIds.toSorted(),
      })),
    }
  })
  if (differences.length > 0) return { isConsistent: false, differences }
  const isWhole = infos.size > 0 && unasked.length === 0 && failed.length === 0
  return { isConsistent: isWhole ? true : null, differences }
}

/** The order of tags and the spaces between them mean nothing; a condition stays as it is written. */
export function comparable(expression: string): string {
  if (!expression.includes('||')) return expression.trim()
  const tags = expression.split('||').map(tag => tag.trim())
  return [...new Set(tags)].toSorted().join(' || ')
}
