import { clusterAccessRepair, clusterAccessView } from '@gantry/contract'
import { partialOf } from '../platform/brokers/partial-of.ts'
import { toTimestamp } from '../platform/clock.ts'
import { AppError } from '../platform/http/app-error.ts'
import { type Operation, operation } from '../platform/http/operation.ts'
import type { KeyDifferences } from './access-differences.ts'
import { failuresOf } from './access-failures.ts'
import { selectAllKeys } from './access-key-store.ts'
import type { AccessNeeds } from './access-needs.ts'
import type { AccessService } from './access-service.ts'
import { compareCluster } from './cluster-access.ts'
import { isMissedBy, selectMissed } from './missed-change-store.ts'
import { type OrphanNeeds, orphanedGrants } from './orphaned-grants.ts'

export function clusterAccessOperations(needs: OrphanNeeds, access: AccessService): Operation[] {
  const { clock, clusters } = needs
  const find = async (clusterId: string) => {
    const found = (await clusters.rows()).find(({ cluster_id }) => cluster_id === clusterId)
    if (!found) throw new AppError('NOT_FOUND', 'There is no such cluster: it may have been removed.')
    return found
  }
  return [
    operation(clusterAccessView, async ({ params: { clusterId }, signal }) => {
      const cluster = await find(clusterId)
      const { answered, failed } = await compareCluster(needs, cluster, signal)
      const [names, missed, orphans] = await Promise.all([
        usernames(needs),
        selectMissed(needs.db),
        orphanedGrants(needs, cluster, signal),
      ])
      return {
        brokers: answered.map(({ item, value }) => ({
          brokerName: item.brokerName,
          brokerId: item.brokerId,
          isEnforced: value !== undefined,
          keys: (value ?? []).map(difference => {
            const shown = shownDifference(difference)
            return {
              ...shown,
              username: names.get(shown.accessKey) ?? null,
              isMissed: missed.some(
                row =>
                  row.cluster_id === clusterId && isMissedBy(row, item) && row.access_key === shown.accessKey,
              ),
            }
          }),
        })),
        orphans,
        partial: partialOf(failed),
        asOf: toTimestamp(clock.nowMs()),
      }
    }),
    operation(clusterAccessRepair, async ({ params: { clusterId }, signal, audit }) => {
      const cluster = await find(clusterId)
      audit.target(`access on cluster ${cluster.name}`)
      const { answered } = await compareCluster(needs, cluster, signal)
      const differed = answered.flatMap(({ item, value }) =>
        (value ?? []).map(difference => ({
          ...{ brokerName: item.brokerName, brokerId: item.brokerId },
          ...shownDifference(difference),
        })),
      )
      audit.details({ differed })
      const outcomes = await access.repair(cluster, signal)
      audit.details({ failures: failuresOf(outcomes) })
      return { outcomes }
    }),
  ]
}

/** Without what secrets are. */
function shownDifference({ expected: { accessKey }, user, toWrite, toRemove }: KeyDifferences) {
  return {
    accessKey,
    user: user ?? null,
    toWrite: toWrite.map(({ resource }) => resource),
    toRemove: [...toRemove],
  }
}

/** By access key. */
async function usernames({ db, users }: AccessNeeds): Promise<ReadonlyMap<string, string>> {
  const [keys, people] = await Promise.all([selectAllKeys(db), users.list()])
  const byId = new Map(people.map(({ userId, username }) => [userId, username]))
  return new Map(
    keys.flatMap(({ access_key, user_id }) => {
      const name = byId.get(user_id ?? '')
      return name === undefined ? [] : [[access_key, name] as const]
    }),
  )
}
