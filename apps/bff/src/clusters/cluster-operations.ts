import {
  type Blocker,
  clusterCreate,
  clusterDelete,
  clusterList,
  clusterTest,
  clusterUpdate,
  clusterView,
} from '@gantry/contract'
import { toTimestamp } from '../platform/clock.ts'
import type { AppContext } from '../platform/context.ts'
import { type Operation, operation } from '../platform/http/operation.ts'
import type { ClusterService } from './cluster-service.ts'

/** @param instancesOn what of the console is left on a cluster */
export function clusterOperations(
  { clock }: Pick<AppContext, 'clock'>,
  clusters: ClusterService,
  instancesOn: (clusterId: string) => Promise<Blocker[]>,
): Operation[] {
  return [
    operation(clusterList, async ({ signal }) => {
      const asOf = toTimestamp(clock.nowMs())
      return { items: await clusters.list(signal), nextCursor: null, partial: null, asOf }
    }),
    operation(clusterView, ({ params: { clusterId }, signal }) => clusters.view(clusterId, signal)),
    operation(clusterTest, async ({ body, signal, audit }) => {
      audit.target(`cluster at ${body.namesrvAddr}`)
      const result = await clusters.test(body, signal)
      audit.details({ ok: result.ok, failed: result.checks.find(({ ok }) => !ok)?.check ?? null })
      return result
    }),
    operation(clusterCreate, ({ body, audit }) => {
      audit.target(`cluster ${body.name}`)
      audit.details(shownOf(body))
      return clusters.create(body)
    }),
    operation(clusterUpdate, async ({ params: { clusterId }, body, audit }) => {
      const before = await clusters.find(clusterId)
      audit.target(`cluster ${before?.name ?? clusterId}`)
      audit.details(shownOf(body))
      return clusters.update(clusterId, body)
    }),
    operation(clusterDelete, async ({ params: { clusterId }, audit }) => {
      const before = await clusters.find(clusterId)
      audit.target(`cluster ${before?.name ?? clusterId}`)
      await clusters.remove(clusterId, instancesOn)
    }),
  ]
}

/** Everything that was asked for but the secret: of that only whether there was one. */
function shownOf<B extends { readonly secretKey?: string | undefined }>({ secretKey, ...rest }: B) {
  return { ...rest, ...(secretKey !== undefined && { hasNewSecretKey: true }) }
}
