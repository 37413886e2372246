/**
 * Brings brokers to changes of the console that they missed, as soon as they can be changed: they were away, refused, or their cluster
 * was read-only. A right that was taken back must not live on until somebody looks. Only keys that were changed meanwhile are looked
 * at; all other drift is shown and repaired when asked.
 */
import type { BrokerNode } from '@gantry/remoting'
import type { ClusterRow } from '../clusters/cluster-clients.ts'
import type { AppContext } from '../platform/context.ts'
import type { AccessNeeds } from './access-needs.ts'
import type { AccessService } from './access-service.ts'
import { forgetBrokers, isMissedBy, rememberBrokers, selectMissed } from './missed-change-store.ts'
import { createRests, type Rests } from './rests.ts'

interface Needs extends AccessNeeds, Pick<AppContext, 'stopping' | 'onClose'> {
  readonly access: Pick<AccessService, 'catchUp'>
}

const LOOK_MS = 3_000
const REMEMBER_MS = 60_000
/** One that is away for longer is gone for good. */
const KEPT_MS = 7 * 24 * 60 * 60 * 1_000

/** Until the server stops. */
export function beginCatchingUp(needs: Needs): void {
  const { clock, stopping, onClose, log } = needs
  const rests = createRests(clock)
  let rememberedMs = clock.nowMs()
  let looking: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  const look = async (): Promise<void> => {
    try {
      if (clock.nowMs() - rememberedMs >= REMEMBER_MS) {
        rememberedMs = clock.nowMs()
        await remember(needs)
      }
      await catchUp(needs, rests)
    } catch (error) {
      if (!stopping.aborted)
        log.warn({ err: error }, 'changes of access that brokers missed are still missing')
    }
  }
  const next = (): void => {
    timer = setTimeout(() => {
      looking = look().finally(() => {
        if (!stopping.aborted) next()
      })
    }, LOOK_MS).unref()
  }
  next()
  stopping.addEventListener('abort', () => clearTimeout(timer))
  onClose(() => looking)
}

async function catchUp(needs: Needs, rests: Rests): Promise<void> {
  const { db, clusters, access, stopping, log } = needs
  const concerned = new Set((await selectMissed(db)).map(({ cluster_id }) => cluster_id))
  if (concerned.size === 0) return
  for (const cluster of await clusters.rows()) {
    if (!concerned.has(cluster.cluster_id) || cluster.read_only === 1) continue
    const nodes = await rememberedBrokers(needs, cluster)
    const missed = (await selectMissed(db)).filter(({ cluster_id }) => cluster_id === cluster.cluster_id)
    for (const { brokerName, brokerId } of nodes) {
      const broker = { brokerName, brokerId }
      const keys = missed.filter(row => isMissedBy(row, broker)).map(({ access_key }) => access_key)
      const place = `${cluster.cluster_id} ${brokerName} ${brokerId}`
      if (keys.length === 0 || !rests.isOver(place)) continue
      const outcomes = await access.catchUp(cluster, broker, keys, stopping)
      if (outcomes.every(({ state }) => state === 'DONE' || state === 'NOT_ENFORCED')) rests.end(place)
      else rests.begin(place)
      log.info({ cluster: cluster.name, ...broker, outcomes }, 'a broker that missed changes of access')
    }
  }
}

async function remember(needs: Needs): Promise<void> {
  for (const cluster of await needs.clusters.rows()) await rememberedBrokers(needs, cluster)
  await forgetBrokers(needs.db, needs.clock.nowMs() - KEPT_MS)
}

/** @returns none while no name server answers */
async function rememberedBrokers(
  { db, clock, clusters, stopping }: Needs,
  cluster: ClusterRow,
): Promise<BrokerNode[]> {
  const { cluster: brokers } = clusters.clients.adminFor(cluster)
  const nodes = await brokers.brokers({ signal: stopping }).catch(() => [])
  await rememberBrokers(db, cluster.cluster_id, nodes, clock.nowMs())
  return nodes
}
