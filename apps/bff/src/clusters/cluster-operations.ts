import {
  type Blocker,
  type Cluster,
  clusterCreate,
  clusterDelete,
  clusterList,
  clusterTest,
  clusterUpdate,
  clusterView,
} from '@gantry/contract'
import { toTimestamp } from '../platform/clock.ts'
import type { AppContext } from '../platform/context.ts'
import type { Caller } from '../platform/http/caller.ts'
import { type Operation, operation } from '../platform/http/operation.ts'
import type { ClusterService } from './cluster-service.ts'

/** @param instancesOn what of the console is left on a cluster */
export function clusterOperations(
  { clock }: Pick<AppContext, 'clock'>,
  clusters: ClusterService,
  instancesOn: (clusterId: string) => Promise<Blocker[]>,
): Operation[] {
  return [
    operation(clusterList, async ({ caller, signal }) => {
      const asOf = toTimestamp(clock.nowMs())
      const items = (await clusters.list(signal)).map(each => shownTo(caller, each))
      return { items, nextCursor: null, partial: null, asOf }
    }),
    operation(clusterView, async ({ caller, params: { clusterId }, signal }) =>
      shownTo(caller, await clusters.view(clusterId, signal)),
    ),
    operation(clusterTest, async ({ body, signal, audit }) => {
      audit.target(`cluster at ${body.namesrvAddr}`)
      const result = await clusters.test(body, signal)
      audit.details({ ok: result.ok, failed: result.checks.find(({ ok }) => !ok)?.check ?? null })
      return result
    }),
    operation(clusterCreate, async ({ body, audit }) => {
      audit.target(`cluster ${body.name}`)
      audit.asked(shownOf(body))
      const made = await clusters.create(body)
      audit.change(null, recordedCluster(made))
      return made
    }),
    operation(clusterUpdate, async ({ params: { clusterId }, body, audit }) => {
      const known = await clusters.find(clusterId)
      audit.target(`cluster ${known?.name ?? clusterId}`)
      audit.asked(shownOf(body))
      const { before, after } = await clusters.update(clusterId, body)
      audit.change(recordedCluster(before), recordedCluster(after))
      if (body.secretKey !== undefined) audit.details({ hasNewSecretKey: true })
      return after
    }),
    operation(clusterDelete, async ({ params: { clusterId }, audit }) => {
      const known = await clusters.find(clusterId)
      audit.target(`cluster ${known?.name ?? clusterId}`)
      audit.change(recordedCluster(await clusters.remove(clusterId, instancesOn)), null)
    }),
  ]
}

/** What the console is called on the brokers concerns those alone who set it. */
function shownTo<N extends { readonly cluster: Cluster }>({ role }: Caller, now: N): N {
  return role === 'administrator' ? now : { ...now, cluster: { ...now.cluster, accessKey: null } }
}

/** Of the secret only whether there is one: it is never presented. */
function recordedCluster({ clusterId, version, createdAt, ...rest }: Cluster) {
  return rest
}

/** Everything that was asked for but the secret: of that only whether there was one. */
function shownOf<B extends { readonly secretKey?: string | undefined }>({ secretKey, ...rest }: B) {
  return { ...rest, ...(secretKey !== undefined && { hasNewSecretKey: true }) }
}
