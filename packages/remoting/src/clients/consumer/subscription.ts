/**
 * What a consumer wants of a topic.
 * Defined in `remoting/protocol/filter/FilterAPI`; filtered again in `client/impl/consumer/PullAPIWrapper#processPullResult`.
 */
import { MalformedError } from '../../errors.ts'
import { PropertyName } from '../../message/property-names.ts'
import type { StoredMessage } from '../../message/stored-message.ts'
import type { SubscriptionData } from '../../requests/shapes/subscription-data.ts'
import { javaHashCode } from '../java-hash-code.ts'

/** `TAG`: `*`, or tags joined by `||`. `SQL92`: a condition on properties, where the broker allows it. */
export type FilterType = 'TAG' | 'SQL92'

export interface Filter {
  /** Default `*`. */
  readonly expression?: string | undefined
  /** Default `TAG`. */
  readonly type?: FilterType | undefined
}

const EVERYTHING = '*'

/**
 * @param nowMs its version: brokers keep the newest, and refuse a pull that names a newer one than they know
 * @throws MalformedError BAD_ARGUMENT for an SQL92 expression that is empty, or a list of tags without any
 */
export function subscriptionOf(
  topic: string,
  filter: Filter = {},
  nowMs: number = Date.now(),
): SubscriptionData {
  const { expression = EVERYTHING, type = 'TAG' } = filter
  const tags = type === 'TAG' ? tagsIn(expression, topic) : []
  if (type === 'SQL92' && expression.trim() === '') throw noExpression(topic, 'SQL92 needs a condition')
  return {
    topic,
    subString: expression === '' ? EVERYTHING : expression,
    tagsSet: tags,
    codeSet: [...new Set(tags.map(javaHashCode))],
    subVersion: BigInt(nowMs),
    expressionType: type,
    classFilterMode: false,
  }
}

/** Brokers compare hash codes only: of two tags with the same one, this sorts out the wrong one. */
export function isWanted({ tagsSet }: SubscriptionData, message: StoredMessage): boolean {
  if (tagsSet.length === 0) return true
  const tag = message.properties.get(PropertyName.TAGS)
  return tag !== undefined && tagsSet.includes(tag)
}

function tagsIn(expression: string, topic: string): string[] {
  if (expression === '' || expression === EVERYTHING) return []
  const tags = expression.split('||').map(tag => tag.trim())
  const named = [...new Set(tags.filter(tag => tag !== ''))]
  if (named.length === 0) throw noExpression(topic, 'there is no tag between the bars')
  return named
}

function noExpression(topic: string, why: string): MalformedError {
  return new MalformedError('BAD_ARGUMENT', `The subscription to ${topic} makes no sense: ${why}.`, topic)
}
