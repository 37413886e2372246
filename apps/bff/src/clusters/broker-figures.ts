/**
 * What a broker measures of itself, out of the table of its answer to GET_BROKER_RUNTIME_INFO. The names are those of
 * `AdminBrokerProcessor#prepareRuntimeInfo` and `StoreStatsService#getRuntimeInfo`; what a release lacks is null.
 */
import { type BrokerSummary, toInt64 } from '@gantry/contract'
import { toTimestamp } from '../platform/clock.ts'

export type RuntimeInfo = ReadonlyMap<string, string>

type Figures = Pick<
  BrokerSummary,
  'release' | 'inTps' | 'outTps' | 'diskRatio' | 'putToday' | 'getToday' | 'bootedAt'
>

export const NO_FIGURES: Figures = {
  release: null,
  inTps: null,
  outTps: null,
  diskRatio: null,
  putToday: null,
  getToday: null,
  bootedAt: null,
}

export function figuresOf(info: RuntimeInfo): Figures {
  const bootedMs = numberOf(info.get('bootTimestamp'))
  return {
    release: releaseOf(info.get('brokerVersionDesc')),
    inTps: newestRate(info.get('putTps')),
    // Releases before 5.0 write it with one r less.
    outTps: newestRate(info.get('getTransferredTps') ?? info.get('getTransferedTps')),
    diskRatio: ratioOf(info.get('commitLogDiskRatio')),
    putToday: sinceMorning(info, 'msgPutTotalTodayMorning', 'msgPutTotalTodayNow'),
    getToday: sinceMorning(info, 'msgGetTotalTodayMorning', 'msgGetTotalTodayNow'),
    bootedAt: bootedMs === null || bootedMs <= 0 ? null : toTimestamp(bootedMs),
  }
}

const RUNTIME = /^\[ (\d+) days, (\d+) hours, (\d+) minutes, (\d+) seconds \]$/

/** The time (ms) by the broker's clock when it answered, rounded down to a second; undefined when it does not tell. */
export function brokerTimeMs(info: RuntimeInfo): number | undefined {
  const bootedMs = numberOf(info.get('bootTimestamp'))
  const [, ...spans] = RUNTIME.exec(info.get('runtime')?.replaceAll(/(?<=\d)[,.](?=\d)/g, '') ?? '') ?? []
  const [days, hours, minutes, seconds] = spans.map(Number)
  if (bootedMs === null || days === undefined || hours === undefined) return undefined
  if (minutes === undefined || seconds === undefined) return undefined
  return bootedMs + (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000
}

/** `V5_5_0` and `V5_5_0_SNAPSHOT` → `5.5.0`. */
function releaseOf(description: string | undefined): string | null {
  const [, ...parts] = /^V(\d+)_(\d+)_(\d+)(?:_|$)/.exec(description ?? '') ?? []
  return parts.length === 0 ? null : parts.join('.')
}

/** Rates are three figures, over the last 10 s, 60 s and 600 s. */
function newestRate(rates: string | undefined): number | null {
  return numberOf(rates?.trim().split(' ')[0])
}

function ratioOf(text: string | undefined): number | null {
  const ratio = numberOf(text)
  return ratio === null || ratio < 0 ? null : Math.min(ratio, 1)
}

/** Since midnight; a broker that was started today counts from its start. */
function sinceMorning(info: RuntimeInfo, morning: string, now: string): BrokerSummary['putToday'] {
  const [from, to] = [countOf(info.get(morning)), countOf(info.get(now))]
  if (from === undefined || to === undefined) return null
  return toInt64(to > from ? to - from : 0n)
}

function countOf(text: string | undefined): bigint | undefined {
  return /^-?\d+$/.test(text ?? '') ? BigInt(text ?? '') : undefined
}

function numberOf(text: string | undefined): number | null {
  const number = text === undefined || text === '' ? Number.NaN : Number(text)
  return Number.isFinite(number) ? number : null
}
