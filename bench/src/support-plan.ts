/** What the support desk's benchmark finds on its broker, by name. */

export const STORE = {
  /** All the messages, in eight queues. */
  topic: 'bench-store',
  queues: 8,
  /** One message in so many has this tag and this property. */
  rareIn: 10_000,
  rareTag: 'rare',
  rareRegion: 'north',
} as const

/** Messages with a trace each, in a topic that groups of one client subscribe to. */
export const AUDIENCE = { topic: 'bench-audience', groups: 20, messages: 200 } as const

/** A group with much to tell: many queues, and clients that answer for themselves. */
export const WIDE = { topic: 'bench-wide', queues: 64, clients: 8, messages: 640, groupIndex: 99 } as const

/** A group that could consume nothing: as many dead letters as there are messages in the store. */
export const DEAD = { groupIndex: 98 } as const

export const TOPICS = 200
export const GROUPS = 100

export function storeKey(number: number): string {
  return `key-${number}`
}

export function wideClientId(number: number): string {
  return `127.0.0.1@bench-wide-${number}`
}
