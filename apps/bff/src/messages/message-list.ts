/** Finds messages of a topic in one of three ways. */
import type { messageList, QueryOf, ResponseOf } from '@gantry/contract'
import { toTimestamp } from '../platform/clock.ts'
import { AppError } from '../platform/http/app-error.ts'
import type { Caller } from '../platform/http/caller.ts'
import type { TopicParams } from '../topics/topic-needs.ts'
import { messagesByKey } from './message-by-key.ts'
import { invalid } from './message-check.ts'
import { findMessages } from './message-find.ts'
import type { MessageNeeds } from './message-needs.ts'
import { presentHead } from './message-present.ts'
import { searchMessages } from './message-search.ts'

type Query = QueryOf<typeof messageList>

const NO_SEARCH = { nextCursor: null, progress: null, oldestStoredAt: null, skipped: 0, damaged: 0 } as const

/** @throws AppError VALIDATION, NOT_FOUND, CONFLICT */
export async function listMessages(
  { clock, instances, topics }: MessageNeeds,
  caller: Caller,
  params: TopicParams,
  query: Query,
  signal: AbortSignal,
): Promise<ResponseOf<typeof messageList>> {
  const handle = await instances.instanceFor(params.instanceId, caller)
  requireOneWay(query)
  const asOf = toTimestamp(clock.nowMs())
  const place = await topics.placeOf(handle, params, signal)
  const { messageId, key } = query
  if (messageId !== undefined) {
    const found = await findMessages(handle, place, params, messageId, signal).catch(noneIsFound)
    const items = found.map(({ node, message }) => presentHead(node.brokerName, message))
    return { ...NO_SEARCH, items, partial: null, isCut: false, asOf }
  }
  if (key !== undefined) return { ...NO_SEARCH, ...(await messagesByKey(handle, place, key, signal)), asOf }
  return { ...(await searchMessages(handle, place, params, query, clock.nowMs(), signal)), asOf }
}

/** @throws AppError VALIDATION where it is not clear what is searched by */
function requireOneWay({ messageId, key, from, follow, cursor }: Query): void {
  const isByTime = from !== undefined || follow === 'true' || cursor !== undefined
  const ways = [messageId !== undefined, key !== undefined, isByTime].filter(Boolean)
  if (ways.length <= 1) return
  throw invalid(key === undefined ? 'messageId' : 'key', 'Search by one of messageId, key, and from with to.')
}

function noneIsFound(error: unknown): never[] {
  if (error instanceof AppError && error.code === 'NOT_FOUND') return []
  throw error
}
