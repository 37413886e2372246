/** A search for messages as it stands in the URL, and as the API takes it. */
import type { messageList, QueryInputOf } from '@gantry/contract'

export const WAYS = ['time', 'id', 'key', 'tail'] as const
export type Way = (typeof WAYS)[number]

type Query = QueryInputOf<typeof messageList>

export const PAGE_ROWS = 50

export function wayOf(search: URLSearchParams): Way {
  return WAYS.find(way => way === search.get('by')) ?? 'time'
}

/** @returns undefined while nothing is searched for */
export function queryOf(search: URLSearchParams): Query | undefined {
  const field = (name: string): string | undefined => search.get(name)?.trim() || undefined
  switch (wayOf(search)) {
    case 'id': {
      const messageId = field('messageId')
      return messageId === undefined ? undefined : { messageId }
    }
    case 'key': {
      const key = field('key')
      return key === undefined ? undefined : { key }
    }
    case 'tail':
      return { follow: 'true', ...filtersOf(field) }
    case 'time': {
      const from = field('from')
      const to = field('to')
      if (from === undefined) return undefined
      const order = search.get('order') === 'oldest' ? 'oldest' : 'newest'
      return { from, ...(to && { to }), order, limit: PAGE_ROWS, ...filtersOf(field) }
    }
  }
}

function filtersOf(field: (name: string) => string | undefined): Pick<Query, 'tag' | 'filter'> {
  const tag = field('tag')
  const filter = field('filter')
  return { ...(tag && { tag }), ...(filter && { filter }) }
}
