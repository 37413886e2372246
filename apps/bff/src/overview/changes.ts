/** What has changed within the last minutes, out of what was collected. A minute that is not known is left out, never guessed. */
import type { RecentSeries } from '../statistics/statistics-service.ts'
import { type GroupChanges, knownOf, type OfGroup, ofGroup } from './group-changes.ts'

/** Fewer say nothing of a trend. */
const FEWEST_POINTS = 5

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
  changes: readonly GroupChanges[],
): Array<OfGroup & { readonly deadLetters: number }> {
  return changes
    .map(({ instanceId, group, deadLetters }) => ({ instanceId, group, deadLetters }))
    .filter(({ deadLetters }) => deadLetters > 0)
    .toSorted((a, b) => b.deadLetters - a.deadLetters)
}

interface MovedClients extends OfGroup {
  readonly came: number
  readonly went: number
  /** Connected at the end. */
  readonly clients: number
}

export function movedClients(changes: readonly GroupChanges[]): MovedClients[] {
  return changes
    .map(({ instanceId, group, came, went, lastClients = 0 }) => ({
      ...{ instanceId, group, came, went },
      clients: lastClients,
    }))
    .filter(({ came, went }) => came + went > 0)
    .toSorted((a, b) => b.went - a.went || b.came - a.came)
}
