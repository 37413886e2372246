/** Figures and times as text, in the reader's language and time zone. Pure: the settings come in. */
import type { Int64 } from '@gantry/contract'

export interface FormatSettings {
  readonly language: 'en' | 'zh'
  readonly timeZone: 'UTC' | 'local'
}

export interface Format {
  readonly timeZone: FormatSettings['timeZone']
  /** A whole figure; 64-bit ones come as strings and keep every digit. */
  count(value: Int64): string
  /** Messages each second, with one decimal where it matters. */
  rate(value: number): string
  /** A span of time, in its two largest units. */
  duration(ms: number): string
  /** 0 to 1. */
  percent(value: number): string
  bytes(value: number): string
  /** ISO 8601 → date and time to the second, with the zone's name. */
  dateTime(iso: string): string
  /** ISO 8601 → hours, minutes, seconds. */
  time(iso: string): string
}

const LOCALES = { en: 'en-GB', zh: 'zh-CN' } as const
const KIB = 1_024

export function createFormat({ language, timeZone }: FormatSettings): Format {
  const locale = LOCALES[language]
  const zone = timeZone === 'UTC' ? { timeZone: 'UTC' } : {}
  const whole = new Intl.NumberFormat(locale)
  const oneDecimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
  const day = { year: 'numeric', month: '2-digit', day: '2-digit' } as const
  const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const
  const dateTime = new Intl.DateTimeFormat(locale, { ...day, ...clock, ...zone, timeZoneName: 'short' })
  const time = new Intl.DateTimeFormat(locale, { ...clock, ...zone })
  return {
    timeZone,
    count: value => whole.format(typeof value === 'string' ? BigInt(value) : value),
    rate: value => oneDecimal.format(value),
    duration: durationIn(locale),
    percent: value => percent.format(value),
    bytes: value => bytesText(value, text => oneDecimal.format(text)),
    dateTime: iso => dateTime.format(new Date(iso)),
    time: iso => time.format(new Date(iso)),
  }
}

const SECOND_MS = 1_000
const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', SECOND_MS],
  ['millisecond', 1],
] as const

function durationIn(locale: string): (ms: number) => string {
  return ms => {
    const largest = UNITS.findIndex(([, unitMs]) => ms >= unitMs)
    if (largest < 0) return unitText(locale, 'millisecond', 0)
    // Nobody counts milliseconds once there are seconds.
    const units = UNITS.slice(largest, largest + 2).filter(
      ([, unitMs]) => ms < SECOND_MS || unitMs >= SECOND_MS,
    )
    let rest = ms
    const parts = units.flatMap(([unit, unitMs]) => {
      const count = Math.floor(rest / unitMs)
      rest -= count * unitMs
      return count === 0 ? [] : unitText(locale, unit, count)
    })
    return parts.join(' ')
  }
}

function unitText(locale: string, unit: (typeof UNITS)[number][0], count: number): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(count)
}

function bytesText(value: number, write: (value: number) => string): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const
  let unit = 0
  let rest = value
  while (rest >= KIB && unit < units.length - 1) {
    rest /= KIB
    unit++
  }
  return `${write(rest)} ${units[unit]}`
}
