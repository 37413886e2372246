/** One line of a benchmark's table. */
export interface Row {
  readonly what: string
  readonly measured: string
  /** What the same work costs without any client, in the same run. */
  readonly floor?: string
  /** What another program takes for it, in the same run. */
  readonly peer?: string
  readonly target: string
  readonly met: boolean
}

/** Gives each row when it has it. */
export type Benchmark = (args: string[]) => AsyncIterable<Row>

/** Runs `work` until it has `runs` results and returns the median in ms; the first `warmup` runs do not count. */
export async function medianMs(work: () => Promise<unknown>, runs: number, warmup = 5): Promise<number> {
  return median(await timesMs(work, runs, warmup))
}

/** How long each of `runs` runs takes, in ms; the first `warmup` runs do not count. */
export async function timesMs(work: () => Promise<unknown>, runs: number, warmup = 5): Promise<number[]> {
  for (let run = 0; run < warmup; run++) await work()
  const times: number[] = []
  for (let run = 0; run < runs; run++) {
    const start = performance.now()
    await work()
    times.push(performance.now() - start)
  }
  return times
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** @param share such as 0.95: so much of the values is below the answer */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length * share)] ?? Number.NaN
}

export function ms(value: number): string {
  return `${value < 10 ? value.toFixed(2) : value.toFixed(1)} ms`
}
