/** Brokers are asked now; all else comes out of the collected minutes, which costs them nothing. */
import type { overviewView, ResponseOf } from '@gantry/contract'
import type { BrokerService } from '../brokers/broker-service.ts'
import type { ClusterService } from '../clusters/cluster-service.ts'
import type { InstanceService } from '../instances/instance-service.ts'
import { MINUTE_MS, toTimestamp } from '../platform/clock.ts'
import type { Caller } from '../platform/http/caller.ts'
import type { RecentSeries, StatisticsService } from '../statistics/statistics-service.ts'
import { growingLag, movedClients, newDeadLetters } from './changes.ts'
import { overSpecification } from './over-specification.ts'

export interface OverviewNeeds {
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
const CHANGE_MINUTES = 60
const SHOWN_ITEMS = 20

export async function viewOverview(
  needs: OverviewNeeds,
  caller: Caller,
  signal: AbortSignal,
): Promise<Overview> {
  const { statistics } = needs
  const clusters = readClusters(needs, signal)
  const instances = await needs.instances.seenBy(caller)
  const nameOf = new Map(instances.map(({ instanceId, name }) => [instanceId, name]))
  const ids = [...nameOf.keys()]
  const part = <T extends { readonly instanceId: string }>(
    items: readonly T[],
    of: readonly RecentSeries[],
    minutes: number,
  ) => ({
    items: items
      .slice(0, SHOWN_ITEMS)
      .map(item => ({ ...item, instanceName: nameOf.get(item.instanceId) ?? item.instanceId })),
    more: Math.max(items.length - SHOWN_ITEMS, 0),
    asOf: endOf(of),
    minutes,
  })
  const [production, consumption, groups] = await Promise.all([
    statistics.recent('production', ids, RATE_MINUTES, isSum),
    statistics.recent('consumption', ids, LAG_MINUTES),
    statistics.recent('group', ids, CHANGE_MINUTES, key => !isSum(key)),
  ])
  const rates = { production, consumption: consumption.filter(isSum) }
  const lags = consumption.filter(key => !isSum(key))
  return {
    clusters: await clusters,
    overSpecification: part(overSpecification(instances, rates), production, 1),
    growingLag: part(growingLag(lags), lags, LAG_MINUTES),
    newDeadLetters: part(newDeadLetters(groups), groups, CHANGE_MINUTES),
    movedClients: part(movedClients(groups), groups, CHANGE_MINUTES),
  }
}

/** Of a whole instance. */
function isSum({ topic, group }: Pick<RecentSeries, 'topic' | 'group'>): boolean {
  return topic === '' && group === ''
}

function endOf(of: readonly RecentSeries[]): string | null {
  const newest = of.reduce((latest, { points }) => Math.max(latest, points.at(-1)?.minute ?? 0), 0)
  return newest === 0 ? null : toTimestamp((newest + 1) * MINUTE_MS)
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
