/** A runtime value in the reader's language and units. What does not read as its kind is shown as the broker wrote it. */
import type { Format } from '../ui/format.ts'
import type { RuntimeKind } from './runtime-words.ts'

export function runtimeText(kind: RuntimeKind, value: string, format: Format): string {
  if (kind === 'text') return value
  if (kind === 'rates') return ratesText(value, format)
  if (kind === 'count') return /^-?\d+$/.test(value) ? format.count(value) : value
  const number = value.trim() === '' ? Number.NaN : Number(value)
  if (!Number.isFinite(number)) return value
  switch (kind) {
    case 'bytes':
      return number < 0 ? value : format.bytes(number)
    case 'ms':
      return number < 0 ? value : format.duration(number)
    case 'moment':
      // 0 and -1 stand for "not yet".
      return number <= 0 ? '–' : format.dateTime(new Date(number).toISOString())
    case 'ratio':
      return number < 0 ? value : format.percent(number)
    case 'rate':
      return format.rate(number)
  }
}

const SPANS = ['10 s', '60 s', '600 s'] as const

function ratesText(value: string, format: Format): string {
  const rates = value.trim().split(/\s+/).map(Number)
  if (value.trim() === '' || rates.some(rate => !Number.isFinite(rate))) return value
  return rates.map((rate, index) => `${format.rate(rate)} (${SPANS[index] ?? '?'})`).join(' · ')
}
