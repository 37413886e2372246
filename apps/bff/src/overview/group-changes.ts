/** What became of a group's dead letters and clients over minutes that follow each other. A minute that is not known is left out. */
import type { RecentSeries } from '../statistics/statistics-service.ts'

type Figure = keyof Omit<RecentSeries['points'][number], 'minute'>

export interface OfGroup {
  readonly instanceId: string
  readonly group: string
}

export interface GroupChanges extends OfGroup {
  readonly deadLetters: number
  /** At the ends of minutes: a client that goes and comes within one is not seen. */
  readonly came: number
  readonly went: number
  /** Connected at the first minute that is known of, and at the last. */
  readonly firstClients: number | undefined
  readonly lastClients: number | undefined
  readonly knownMinutes: number
  /** Since 1970: the last one that is known of. */
  readonly lastMinute: number
}

export function changesOf(series: RecentSeries): GroupChanges {
  const clients = knownOf(series, 'clients')
  const steps = clients.slice(1).map((now, index) => now - (clients[index] ?? now))
  const letters = knownOf(series, 'deadLetters')
  return {
    ...ofGroup(series),
    deadLetters: sumOf(letters),
    came: sumOf(steps.filter(step => step > 0)),
    went: sumOf(steps.filter(step => step < 0).map(step => -step)),
    firstClients: clients[0],
    lastClients: clients.at(-1),
    knownMinutes: letters.length,
    lastMinute: series.points.at(-1)?.minute ?? 0,
  }
}

/** @param later what became of the same group after that */
export function joined(earlier: GroupChanges, later: GroupChanges): GroupChanges {
  const { lastClients: before, firstClients } = earlier
  const step = before === undefined ? 0 : (later.firstClients ?? before) - before
  return {
    ...later,
    deadLetters: earlier.deadLetters + later.deadLetters,
    came: earlier.came + later.came + Math.max(step, 0),
    went: earlier.went + later.went + Math.max(-step, 0),
    firstClients: firstClients ?? later.firstClients,
    lastClients: later.lastClients ?? before,
    knownMinutes: earlier.knownMinutes + later.knownMinutes,
  }
}

export function knownOf({ points }: Pick<RecentSeries, 'points'>, figure: Figure): number[] {
  return points.flatMap(point => point[figure] ?? [])
}

export function ofGroup({ instance_id, group }: Pick<RecentSeries, 'instance_id' | 'group'>): OfGroup {
  return { instanceId: instance_id, group }
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
