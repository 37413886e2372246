/**
 * When a delayed message becomes visible.
 *
 * Two mechanisms: *levels*, a table of the broker (`messageDelayLevel`) whose row is in the property `DELAY`, and the
 * *timer wheel* of 5.0, which takes any time: `TIMER_DELIVER_MS` (a point in time), `TIMER_DELAY_SEC` or
 * `TIMER_DELAY_MS` (a span). While it waits, the message lies in `SCHEDULE_TOPIC_XXXX` or `rmq_sys_wheel_timer`.
 *
 * Defined in `store/config/MessageStoreConfig#messageDelayLevel`, `broker/schedule/ScheduleMessageService`,
 * `broker/util/HookUtils#transformTimerMessage`.
 */
import { MalformedError } from '../errors.ts'
import type { Properties } from './properties.ts'
import { PropertyName } from './property-names.ts'

/** A broker's `messageDelayLevel` unless configured otherwise. Level 1 is the first. */
export const DEFAULT_DELAY_LEVELS = '1s 5s 10s 30s 1m 2m 3m 4m 5m 6m 7m 8m 9m 10m 20m 30m 1h 2h'

const UNIT_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/**
 * Reads a broker's `messageDelayLevel`.
 * @returns milliseconds; level N is item N - 1
 * @throws MalformedError BAD_ARGUMENT
 */
export function parseDelayLevels(text: string): number[] {
  return text.split(' ').map(level => {
    const unitMs = UNIT_MS[level.slice(-1)]
    const count = level.slice(0, -1)
    if (unitMs === undefined || !/^\d+$/.test(count)) {
      throw new MalformedError(
        'BAD_ARGUMENT',
        `'${level}' is not a delay: write a number and s, m, h or d.`,
        level,
      )
    }
    return Number(count) * unitMs
  })
}

export const DEFAULT_DELAY_LEVELS_MS: readonly number[] = parseDelayLevels(DEFAULT_DELAY_LEVELS)

/** What a broker makes of a level: one past the table counts as the last; 0 and below is no delay. */
export function delayOfLevelMs(level: number, levelsMs: readonly number[] = DEFAULT_DELAY_LEVELS_MS): number {
  return level <= 0 ? 0 : (levelsMs[Math.min(level, levelsMs.length) - 1] ?? 0)
}

/**
 * When the message is due, in milliseconds since 1970; undefined when it is not delayed. A level wins over the timer,
 * and of the timer's properties a span over a point in time, as brokers have it.
 *
 * @param enqueuedAtMs when the broker took the message: the store time of the record that waits. A message that was
 *   delivered already has the store time of its delivery instead; with a level, its due time is then no longer known
 */
export function dueTimeMs(
  properties: Properties,
  enqueuedAtMs: number,
  levelsMs: readonly number[] = DEFAULT_DELAY_LEVELS_MS,
): number | undefined {
  const level = numberIn(properties, PropertyName.DELAY_TIME_LEVEL) ?? 0
  if (level > 0) return enqueuedAtMs + delayOfLevelMs(level, levelsMs)
  const delayMs = timerDelayMs(properties)
  if (delayMs === undefined) return numberIn(properties, PropertyName.TIMER_DELIVER_MS)
  // The broker has worked it out and rounded it down to the tick of its wheel (1 s unless configured otherwise).
  return numberIn(properties, PropertyName.TIMER_OUT_MS) ?? enqueuedAtMs + delayMs
}

function timerDelayMs(properties: Properties): number | undefined {
  const delaySec = numberIn(properties, PropertyName.TIMER_DELAY_SEC)
  return delaySec === undefined ? numberIn(properties, PropertyName.TIMER_DELAY_MS) : delaySec * 1000
}

function numberIn(properties: Properties, name: string): number | undefined {
  const value = properties.get(name)
  return value !== undefined && /^\d{1,15}$/.test(value) ? Number(value) : undefined
}
