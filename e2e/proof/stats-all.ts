/** What `mqadmin statsAll` prints: a line for each topic and group. */

export interface StatsAllLine {
  readonly lag: number
  /** Messages each second, over the last minute of each broker. */
  readonly inTps: number
  readonly outTps: number
}

/** @returns by topic: the one group of each that has figures */
export function statsAll(text: string): ReadonlyMap<string, StatsAllLine> {
  const rows = text.split('\n').map(line => line.trim().split(/\s+/))
  return new Map(
    rows.flatMap(([topic = '', , lag, inTps, outTps]) =>
      topic.startsWith('#') || Number.isNaN(Number(outTps ?? 'none'))
        ? []
        : [[topic, { lag: Number(lag), inTps: Number(inTps), outTps: Number(outTps) }] as const],
    ),
  )
}
