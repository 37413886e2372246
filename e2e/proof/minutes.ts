/** Minutes since 1970, by the clock that the console and its brokers go by, too. */
import { setTimeout } from 'node:timers/promises'

export const MINUTE_MS = 60_000

export function minuteNow(): number {
  return Math.floor(Date.now() / MINUTE_MS)
}

/** Resolves so many seconds into a minute, at once when that is over. */
export async function until(minute: number, second: number): Promise<void> {
  await setTimeout(Math.max(0, minute * MINUTE_MS + second * 1_000 - Date.now()))
}

/** Such as `14:05`, UTC. */
export function clockTime(minute: number): string {
  return new Date(minute * MINUTE_MS).toISOString().slice(11, 16)
}
