/** Brokers that refuse are asked again after a rest, each time a longer one. */
import type { Clock } from '../platform/clock.ts'

const FIRST_MS = 3_000
const LONGEST_MS = 5 * 60_000

export interface Rests {
  isOver(broker: string): boolean
  begin(broker: string): void
  /** The next one is short again. */
  end(broker: string): void
}

export function createRests({ nowMs }: Clock): Rests {
  const rests = new Map<string, { readonly untilMs: number; readonly lengthMs: number }>()
  return {
    isOver: broker => (rests.get(broker)?.untilMs ?? 0) <= nowMs(),
    begin(broker) {
      const lengthMs = Math.min(2 * (rests.get(broker)?.lengthMs ?? FIRST_MS / 2), LONGEST_MS)
      rests.set(broker, { untilMs: nowMs() + lengthMs, lengthMs })
    },
    end: broker => void rests.delete(broker),
  }
}
