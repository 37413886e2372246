/** Live figures: the server's events and regular reading, both stopped by one pause that the person sees. */
import { useSyncExternalStore } from 'react'
import { isMadeOldBy, LIVE_EVENTS } from './live-events.ts'
import { queryClient } from './query-client.ts'

export interface Live {
  readonly isPaused: boolean
  /** Whether the server's events arrive now. */
  readonly isConnected: boolean
}

const REOPEN_AFTER_MS = 15_000

let live: Live = { isPaused: false, isConnected: false }
let isWanted = false
let source: EventSource | undefined
let reopening: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()

/** From sign-in to sign-out. @returns ends it */
export function startLive(): () => void {
  isWanted = true
  open()
  return () => {
    isWanted = false
    close()
  }
}

export function toggleLive(): void {
  const isPaused = !live.isPaused
  set({ isPaused })
  if (isPaused) {
    close()
  } else {
    open()
    void queryClient.invalidateQueries()
  }
}

export function useLive(): Live {
  return useSyncExternalStore(subscribe, () => live)
}

function open(): void {
  if (!isWanted || live.isPaused || source) return
  const opened = new EventSource('/api/v1/events')
  source = opened
  opened.addEventListener('open', () => set({ isConnected: true }))
  opened.addEventListener('error', () => {
    set({ isConnected: false })
    // The browser tries again by itself unless the server refused.
    if (opened.readyState !== EventSource.CLOSED) return
    close()
    reopening = setTimeout(open, REOPEN_AFTER_MS)
  })
  for (const type of Object.keys(LIVE_EVENTS)) opened.addEventListener(type, () => refresh(type))
}

function close(): void {
  clearTimeout(reopening)
  source?.close()
  source = undefined
  set({ isConnected: false })
}

function refresh(eventType: string): void {
  void queryClient.invalidateQueries({ predicate: ({ queryKey }) => isMadeOldBy(eventType, queryKey[0]) })
}

function set(change: Partial<Live>): void {
  live = { ...live, ...change }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
