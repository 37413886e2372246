/** Instances with what they use now: one, or a page of all. */
import { canSee, type instanceList, type instanceView, type QueryOf, type ResponseOf } from '@gantry/contract'
import { toTimestamp } from '../platform/clock.ts'
import type { Caller } from '../platform/http/caller.ts'
import { pageOf, type Sorting } from '../platform/http/page-of.ts'
import { handleOf, type OwnHandle, openInstance } from './instance-door.ts'
import type { InstanceNeeds } from './instance-needs.ts'
import { endpointsOf, presentInstance } from './instance-present.ts'
import { selectInstances } from './instance-store.ts'
import { type InstanceUsage, readUsage } from './instance-usage.ts'

const SORTING: Sorting<OwnHandle> = {
  key: ({ instance }) => instance.name,
  columns: {
    name: ({ instance }) => instance.name,
    instanceId: ({ instance }) => instance.instance_id,
    clusterName: ({ cluster }) => cluster.name,
    createdAt: ({ instance }) => instance.created_at,
  },
}

/** Those that the caller may see. Brokers are asked for the instances of the page only. */
export async function listInstances(
  needs: InstanceNeeds,
  caller: Caller,
  query: QueryOf<typeof instanceList>,
  signal: AbortSignal,
): Promise<ResponseOf<typeof instanceList>> {
  const [rows, clusterRows] = await Promise.all([selectInstances(needs.db, query.q), needs.clusters.rows()])
  const clusters = new Map(clusterRows.map(row => [row.cluster_id, row]))
  const handles = rows.flatMap(row => {
    const cluster = clusters.get(row.cluster_id)
    return cluster && canSee(caller, row.instance_id) ? [handleOf(needs, row, cluster)] : []
  })
  const page = pageOf(handles, query, SORTING)
  const { byInstance, asOfMs, partial } = await readUsage(needs, page.rows, signal)
  const items = page.rows.map(handle => presentInstance(handle, usageIn(byInstance, handle)))
  return { items, nextCursor: page.nextCursor, partial, asOf: toTimestamp(asOfMs) }
}

/** @throws AppError NOT_FOUND */
export async function viewInstance(
  needs: InstanceNeeds,
  instanceId: string,
  signal: AbortSignal,
): Promise<ResponseOf<typeof instanceView>> {
  const handle = await openInstance(needs, instanceId)
  const { byInstance, asOfMs, partial } = await readUsage(needs, [handle], signal)
  return {
    instance: presentInstance(handle, usageIn(byInstance, handle)),
    endpoints: endpointsOf(handle, needs.config.endpointDomain),
    partial,
    asOf: toTimestamp(asOfMs),
  }
}

export async function usageOf(
  needs: InstanceNeeds,
  handle: OwnHandle,
  signal: AbortSignal,
): Promise<InstanceUsage> {
  const { byInstance } = await readUsage(needs, [handle], signal)
  return usageIn(byInstance, handle)
}

function usageIn(byInstance: ReadonlyMap<string, InstanceUsage>, { instance }: OwnHandle): InstanceUsage {
  const usage = byInstance.get(instance.instance_id)
  if (usage === undefined) throw new Error(`The usage of ${instance.instance_id} was not read.`)
  return usage
}
