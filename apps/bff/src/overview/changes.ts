/** What has changed within the last minutes, out of what was collected. A minute that is not known is left out, never guessed. */
import type { RecentSeries } from '../statistics/statistics-service.ts'

type Figure = keyof Omit<RecentSeries['points'][number], 'minute'>

/** Fewer say nothing of a trend. */
const FEWEST_POINTS = 5

interface OfGroup {
  readonly instanceId: string
  readonly group: string
}

interface GrowingLag extends OfGroup {
  readonly topic: string
  readonly lag: number
  readonly grownBy: number
  readonly delaySeconds: number | null
}

/** Groups that fell behind in both halves of the time: one that only works in batches catches up in between. */
export function growingLag(series: readonly RecentSeries[]): GrowingLag[] {
  return series
    .flatMap((each): GrowingLag[] => {
      const known = knownOf(each, 'lag')
      const [first, middle, last] = [known[0], known[Math.floor(known.length / 2)], known.at(-1)]
      if (first === undefined || middle === undefined || last === undefined) return []
      if (known.length < FEWEST_POINTS || !(first < middle && middle < last)) return []
      const delaySeconds = each.points.at(-1)?.delaySeconds ?? null
      return [{ ...ofGroup(each), topic: each.topic, lag: last, grownBy: last - first, delaySeconds }]
    })
    .toSorted((a, b) => b.grownBy - a.grownBy)
}

export function newDeadLetters(
  series: readonly RecentSeries[],
): Array<OfGroup & { readonly deadLetters: number }> {
  return series
    .map(each => ({ ...ofGroup(each), deadLetters: sumOf(knownOf(each, 'deadLetters')) }))
    .filter(({ deadLetters }) => deadLetters > 0)
    .toSorted((a, b) => b.deadLetters - a.deadLetters)
}

interface MovedClients extends OfGroup {
  readonly came: number
  readonly went: number
  /** Connected at the end. */
  readonly clients: number
}

/** At the ends of minutes: one that goes and comes within a minute is not seen. */
export function movedClients(series: readonly RecentSeries[]): MovedClients[] {
  return series
    .map(each => {
      const known = knownOf(each, 'clients')
      const steps = known.slice(1).map((clients, index) => clients - (known[index] ?? clients))
      const came = sumOf(steps.filter(step => step > 0))
      const went = -sumOf(steps.filter(step => step < 0))
      return { ...ofGroup(each), came, went, clients: known.at(-1) ?? 0 }
    })
    .filter(({ came, went }) => came + went > 0)
    .toSorted((a, b) => b.went - a.went || b.came - a.came)
}

function knownOf({ points }: RecentSeries, figure: Figure): number[] {
  return points.flatMap(point => point[figure] ?? [])
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

function ofGroup({ instance_id, group }: RecentSeries): OfGroup {
  return { instanceId: instance_id, group }
}
