/** Instances with what they use now: one, or a page of all. */
import type { instanceList, instanceView, QueryOf, ResponseOf } from '@gantry/contract'
import { toTimestamp } from '../platform/clock.ts'
import type { Caller } from '../platform/http/caller.ts'
import { pageOf, type Sorting } from '../platform/http/page-of.ts'
import { openSeen, seenHandles } from './instance-door.ts'
import type { InstanceNeeds } from './instance-needs.ts'
import { endpointsOf, presentInstance } from './instance-present.ts'
import { selectInstances } from './instance-store.ts'
import { type InstanceUsage, readUsage } from './instance-usage.ts'
import type { OwnHandle } from './own-handle.ts'

const SORTING: Sorting<OwnHandle> = {
  key: ({ instance }) => instance.name,
  columns: {
    name: ({ instance }) => instance.name,
    instanceId: ({ instance }) => instance.instance_id,
    clusterName: ({ cluster }) => cluster.name,
    createdAt: ({ instance }) => instance.created_at,
  },
}

/** Those of which the caller sees anything. Brokers are asked for the instances of the page only. */
export async function listInstances(
  needs: InstanceNeeds,
  caller: Caller,
  query: QueryOf<typeof instanceList>,
  signal: AbortSignal,
): Promise<ResponseOf<typeof instanceList>> {
  const handles = await seenHandles(needs, caller, await selectInstances(needs.db, query.q))
  const page = pageOf(handles, query, SORTING)
  const { byInstance, asOfMs, partial } = await readUsage(needs, page.rows, signal)
  const items = page.rows.map(handle => presentInstance(handle, usageIn(byInstance, handle)))
  return { items, nextCursor: page.nextCursor, partial, asOf: toTimestamp(asOfMs) }
}

/** @throws AppError NOT_FOUND */
export async function viewInstance(
  needs: InstanceNeeds,
  caller: Caller,
  instanceId: string,
  signal: AbortSignal,
): Promise<ResponseOf<typeof instanceView>> {
  const handle = await openSeen(needs, instanceId, caller)
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
