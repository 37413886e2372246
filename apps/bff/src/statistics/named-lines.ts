/** Which lines have their names in the metrics, where there may be more than a Prometheus should keep. */
import type { Sum } from './instance-lines.ts'
import type { Figure } from './statistics-figures.ts'

export interface Parted {
  readonly named: readonly Sum[]
  readonly others: readonly Sum[]
}

/** A line that has its name keeps it as long as it is there, so that its graph goes on; free places go to the largest figures. */
export class NamedLines {
  private readonly limit: number
  private readonly by: Figure
  private kept: ReadonlySet<string> = new Set()

  constructor(limit: number, by: Figure) {
    this.limit = limit
    this.by = by
  }

  of(lines: readonly Sum[]): Parted {
    const figureOf = ({ figures }: Sum): number => figures[this.by] ?? -1
    const isKept = (line: Sum): boolean => this.kept.has(keyOf(line))
    const old = lines.filter(isKept)
    const fresh = lines.filter(line => !isKept(line)).toSorted((a, b) => figureOf(b) - figureOf(a))
    const places = this.limit - old.length
    const named = [...old, ...fresh.slice(0, places)]
    this.kept = new Set(named.map(keyOf))
    return { named, others: fresh.slice(places) }
  }
}

function keyOf({ instance_id, group, topic }: Sum): string {
  return [instance_id, group, topic].join('\n')
}
