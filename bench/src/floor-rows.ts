/** Rows of a table that stand beside their floor: what the bare socket takes for the requests that an answer needs. */
import { median, ms, quantile, type Row } from './benchmark.ts'

export interface Measured {
  readonly what: string
  /** In ms, run by run. */
  readonly times: readonly number[]
  readonly floor: readonly number[]
}

/** Twice the floor and two milliseconds: what is left for HTTP, signing in, decoding and putting together. */
export function nearFloor(measured: Measured): Row {
  const mostMs = 2 * median(measured.floor) + 2
  return { ...figures(measured), ...upTo(mostMs, measured), target: `<= 2 x floor + 2 ms = ${ms(mostMs)}` }
}

/** What people wait for: the floor is there to be seen. */
export function within(mostMs: number, measured: Measured): Row {
  return { ...figures(measured), ...upTo(mostMs, measured), target: `<= ${mostMs} ms` }
}

function upTo(mostMs: number, { times }: Measured): Pick<Row, 'met'> {
  return { met: median(times) <= mostMs }
}

function figures({ what, times, floor }: Measured): Pick<Row, 'what' | 'measured' | 'floor'> {
  const [floorMs, measuredMs] = [median(floor), median(times)]
  return {
    what,
    measured: `${ms(measuredMs)} (p95 ${ms(quantile(times, 0.95))})`,
    floor: `${ms(floorMs)} (${(measuredMs / floorMs).toFixed(2)} x)`,
  }
}
