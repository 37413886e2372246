/** What happened, told to whoever listens in this process: server-sent events, caches, tests. */
import type { Caller } from '../http/caller.ts'

export interface AppEvent {
  /** Noun and past verb: `topicCreated`, `clusterStateChanged`. */
  readonly type: string
  /** Goes to the browser as it is. */
  readonly data: Readonly<Record<string, unknown>>
  /** Who may see it; everyone signed in when absent. */
  readonly isVisibleTo?: (caller: Caller) => boolean
}

export interface EventBus {
  publish(event: AppEvent): void
  /** @returns ends the subscription */
  subscribe(listener: (event: AppEvent) => void): () => void
}

export function createEventBus(onListenerError: (error: unknown) => void): EventBus {
  const listeners = new Set<(event: AppEvent) => void>()
  return {
    publish(event) {
      for (const listener of listeners) {
        try {
          listener(event)
        } catch (error) {
          onListenerError(error)
        }
      }
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
