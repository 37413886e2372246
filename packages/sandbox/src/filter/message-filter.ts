/**
 * Which messages of a queue a subscription wants. A filter sees the hash of the tag first, which stands in the index, and the record
 * only if that matches.
 *
 * Imitates `broker/filter/ExpressionMessageFilter` and `remoting/protocol/filter/FilterAPI`. Not imitated: bloom filters.
 */
import {
  compileSql92,
  decodeMessage,
  type Properties,
  Sql92Error,
  type SubscriptionData,
} from '@gantry/remoting/internal'
import { hashOf } from '../state/key-index.ts'

export interface MessageFilter {
  readonly matchesTagsCode: (tagsCode: number) => boolean
  readonly matchesRecord: (record: Buffer) => boolean
}

type Condition = (properties: Properties) => boolean

const EVERYTHING: MessageFilter = { matchesTagsCode: () => true, matchesRecord: () => true }
const ALL_TAGS = '*'

/** What a client's expression means; of tags separated by `||` each with its hash. */
export function subscriptionOf(topic: string, expression: string, expressionType = 'TAG'): SubscriptionData {
  const isTags = isTagType(expressionType)
  const tags = isTags ? tagsOf(expression) : []
  return {
    topic,
    subString: isTags && expression === '' ? ALL_TAGS : expression,
    tagsSet: tags,
    codeSet: tags.map(hashOf),
    subVersion: 0n,
    expressionType,
    classFilterMode: false,
  }
}

/** @param condition the compiled expression of an SQL92 subscription; without it every message matches */
export function filterOf(subscription: SubscriptionData, condition: Condition | undefined): MessageFilter {
  if (!isTagType(subscription.expressionType)) {
    if (condition === undefined) return EVERYTHING
    return { ...EVERYTHING, matchesRecord: record => condition(propertiesOf(record)) }
  }
  if (subscription.subString === ALL_TAGS || subscription.classFilterMode) return EVERYTHING
  const codes = new Set(subscription.codeSet)
  return { ...EVERYTHING, matchesTagsCode: tagsCode => codes.has(tagsCode | 0) }
}

/** The compiled condition of an expression; undefined when it makes no sense, which brokers do not tell who pulls. */
export function conditionOf(subscription: SubscriptionData): Condition | undefined {
  if (isTagType(subscription.expressionType)) return undefined
  try {
    return compileSql92(subscription.subString)
  } catch (error) {
    if (error instanceof Sql92Error) return undefined
    throw error
  }
}

export function isTagType(expressionType: string): boolean {
  return expressionType === '' || expressionType === 'TAG'
}

function tagsOf(expression: string): string[] {
  if (expression === ALL_TAGS) return []
  const tags = expression.split('||').map(tag => tag.trim())
  return [...new Set(tags.filter(tag => tag !== ''))]
}

function propertiesOf(record: Buffer): Properties {
  return decodeMessage(record, 0, { verifyCrc: false }).properties
}
