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

export type Benchmark = (args: string[]) => Promise<Row[]>

/** Runs `work` until it has `runs` results and returns the median in ms; the first `warmup` runs do not count. */
export async function medianMs(work: () => Promise<unknown>, runs: number, warmup = 5): Promise<number> {
  for (let run = 0; run < warmup; run++) await work()
  const times: number[] = []
  for (let run = 0; run < runs; run++) {
    const start = performance.now()
    await work()
    times.push(performance.now() - start)
  }
  return median(times)
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

export function ms(value: number): string {
  return `${value < 10 ? value.toFixed(2) : value.toFixed(1)} ms`
}
