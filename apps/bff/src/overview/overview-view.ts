/** Brokers are asked now; all else comes out of the collected minutes, which costs them nothing. */
import type { OverviewSpan, overviewView, ResponseOf } from '@gantry/contract'
import type { BrokerService } from '../brokers/broker-service.ts'
import type { ClusterService } from '../clusters/cluster-service.ts'
import type { InstanceService, SeenInstance } from '../instances/instance-service.ts'
import { type Clock, MINUTE_MS, toTimestamp } from '../platform/clock.ts'
import type { Caller } from '../platform/http/caller.ts'
import { seesSeries } from '../statistics/seen-series.ts'
import { MINUTES_A_DAY } from '../statistics/statistics-days.ts'
import type { RecentSeries, StatisticsService } from '../statistics/statistics-service.ts'
import type { ChangeReader } from './change-reader.ts'
import { growingLag, movedClients, newDeadLetters } from './changes.ts'
import { overSpecification } from './over-specification.ts'

export interface OverviewNeeds {
  readonly clock: Clock
  readonly brokers: BrokerService
  readonly clusters: Pick<ClusterService, 'rows'>
  readonly instances: Pick<InstanceService, 'seenBy'>
  readonly statistics: StatisticsService
}

type Overview = ResponseOf<typeof overviewView>

/** The newest one may not be written yet. */
const RATE_MINUTES = 3
/** Long enough to tell a trend from a batch. */
const LAG_MINUTES = 10
const MINUTES_AN_HOUR = 60
const SHOWN_ITEMS = 20

export async function viewOverview(
  needs: OverviewNeeds,
  changes: ChangeReader,
  caller: Caller,
  span: OverviewSpan,
  signal: AbortSignal,
): Promise<Overview> {
  const { statistics } = needs
  const toMinute = Math.floor(needs.clock.nowMs() / MINUTE_MS)
  const fromMinute = beginningOf(span, toMinute)
  const clusters = readClusters(needs, signal)
  const instances = await needs.instances.seenBy(caller)
  const nameOf = new Map(instances.map(({ instanceId, name }) => [instanceId, name]))
  const ids = [...nameOf.keys()]
  const isSeen = seriesSeen(instances)
  const part = <T extends { readonly instanceId: string }>(
    items: readonly T[],
    lastMinute: number,
    minutes: number,
  ) => ({
    items: items
      .slice(0, SHOWN_ITEMS)
      .map(item => ({ ...item, instanceName: nameOf.get(item.instanceId) ?? item.instanceId })),
    more: Math.max(items.length - SHOWN_ITEMS, 0),
    asOf: lastMinute === 0 ? null : toTimestamp((lastMinute + 1) * MINUTE_MS),
    minutes,
  })
  const [production, consumption, changedGroups] = await Promise.all([
    statistics.recent('production', ids, RATE_MINUTES, key => isSum(key) && isSeen(key)),
    statistics.recent('consumption', ids, LAG_MINUTES, isSeen),
    changes.between(ids, fromMinute, toMinute),
  ])
  const groups = changedGroups.filter(({ instanceId, group }) =>
    isSeen({ instance_id: instanceId, topic: '', group }),
  )
  const lastMinute = Math.max(0, ...groups.map(each => each.lastMinute))
  const known = Math.max(0, ...groups.map(each => each.knownMinutes))
  const changed = <T extends { readonly instanceId: string }>(items: readonly T[]) => ({
    ...part(items, lastMinute, toMinute - fromMinute),
    since: toTimestamp(fromMinute * MINUTE_MS),
    missingMinutes: Math.max(0, lastMinute + 1 - fromMinute - known),
  })
  const rates = { production, consumption: consumption.filter(isSum) }
  const lags = consumption.filter(key => !isSum(key))
  return {
    clusters: await clusters,
    overSpecification: part(overSpecification(instances, rates), newestOf(production), 1),
    growingLag: part(growingLag(lags), newestOf(lags), LAG_MINUTES),
    newDeadLetters: changed(newDeadLetters(groups)),
    movedClients: changed(movedClients(groups)),
  }
}

/** Whether figures are of what the caller sees. */
function seriesSeen(
  instances: readonly SeenInstance[],
): (key: Pick<RecentSeries, 'instance_id' | 'topic' | 'group'>) => boolean {
  const byId = new Map(instances.map(each => [each.instanceId, each]))
  return key => {
    const instance = byId.get(key.instance_id)
    return instance !== undefined && seesSeries(instance, key)
  }
}

/** Of a whole instance. */
function isSum({ topic, group }: Pick<RecentSeries, 'topic' | 'group'>): boolean {
  return topic === '' && group === ''
}

function newestOf(series: readonly RecentSeries[]): number {
  return series.reduce((latest, { points }) => Math.max(latest, points.at(-1)?.minute ?? 0), 0)
}

/** A day begins with a full hour: hours that are over are read once. */
function beginningOf(span: OverviewSpan, toMinute: number): number {
  if (span === 'hour') return toMinute - MINUTES_AN_HOUR
  return Math.floor((toMinute - MINUTES_A_DAY) / MINUTES_AN_HOUR) * MINUTES_AN_HOUR
}

async function readClusters(
  { clusters, brokers }: OverviewNeeds,
  signal: AbortSignal,
): Promise<Overview['clusters']> {
  const rows = await clusters.rows()
  return Promise.all(
    rows.map(async ({ cluster_id: clusterId, name, read_only }) => {
      const { items, partial, asOf } = await brokers.list(clusterId, signal)
      return { clusterId, name, readOnly: read_only === 1, brokers: items, partial, asOf }
    }),
  )
}
