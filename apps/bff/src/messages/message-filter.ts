/** Which messages a search wants: by tags, which brokers judge, and by a condition on properties, which is judged here. */
import { compileSql92, PropertyName, Sql92Error, type StoredMessage } from '@gantry/remoting'
import { invalid } from './message-check.ts'

export interface SearchFilter {
  /** For brokers; `*` where every tag is wanted. */
  readonly expression: string
  /** Brokers compare hashes of tags, and know no condition. */
  readonly wants: (message: StoredMessage) => boolean
  /** How much it costs: nothing, little at the broker, or each message here. */
  readonly kind: 'NONE' | 'TAG' | 'CONDITION'
}

/** @throws AppError VALIDATION for a condition that makes no sense */
export function searchFilter({
  tag,
  filter,
}: {
  readonly tag?: string | undefined
  readonly filter?: string | undefined
}): SearchFilter {
  const tags = tagsOf(tag ?? '')
  const condition = filter?.trim() ? conditionOf(filter) : undefined
  const hasTag = (message: StoredMessage): boolean =>
    tags.size === 0 || tags.has(message.properties.get(PropertyName.TAGS) ?? '')
  return {
    expression: tags.size === 0 ? '*' : [...tags].join('||'),
    wants: message => hasTag(message) && (condition?.(message.properties) ?? true),
    kind: condition ? 'CONDITION' : tags.size > 0 ? 'TAG' : 'NONE',
  }
}

function tagsOf(expression: string): ReadonlySet<string> {
  const tags = expression.split('||').map(tag => tag.trim())
  return tags.includes('*') ? new Set() : new Set(tags.filter(tag => tag !== ''))
}

function conditionOf(filter: string): ReturnType<typeof compileSql92> {
  try {
    return compileSql92(filter)
  } catch (error) {
    if (error instanceof Sql92Error) throw invalid('filter', error.message)
    throw error
  }
}
