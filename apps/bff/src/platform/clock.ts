/** The time, injected so that tests can move it. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  readonly nowMs: () => number
}

export const MINUTE_MS = 60_000

export const systemClock: Clock = { nowMs: Date.now }

/** ISO 8601, UTC, milliseconds: how times leave the API. */
export function toTimestamp(timeMs: number): string {
  return new Date(timeMs).toISOString()
}
