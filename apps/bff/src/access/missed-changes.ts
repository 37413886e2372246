/**
 * Brings brokers to changes of the console that they missed, as soon as they can be changed: they were away, refused, or their cluster
 * was read-only. A right that was taken back must not live on until somebody looks. Only keys that were changed meanwhile are looked
 * at; all other drift is shown and repaired when asked.
 */
import type { AppContext } from '../platform/context.ts'
import type { AccessNeeds } from './access-needs.ts'
import type { AccessService } from './access-service.ts'
import { forgetBrokers, rememberBrokers, selectMissed } from './missed-change-store.ts'
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

async function catchUp({ db, clusters, access, stopping, log }: Needs, rests: Rests): Promise<void> {
  const missed = await selectMissed(db)
  if (missed.length === 0) return
  for (const cluster of await clusters.rows()) {
    const here = missed.filter(({ cluster_id }) => cluster_id === cluster.cluster_id)
    if (here.length === 0 || cluster.read_only === 1) continue
    const masters = await clusters.clients
      .adminFor(cluster)
      .cluster.masters({ signal: stopping })
      .catch(() => [])
    for (const { brokerName } of masters) {
      const keys = here.filter(({ broker_name }) => broker_name === brokerName).map(row => row.access_key)
      const place = `${cluster.cluster_id} ${brokerName}`
      if (keys.length === 0 || !rests.isOver(place)) continue
      const outcomes = await access.catchUp(cluster, brokerName, keys, stopping)
      if (outcomes.every(({ state }) => state === 'DONE' || state === 'NOT_ENFORCED')) rests.end(place)
      else rests.begin(place)
      log.info({ cluster: cluster.name, brokerName, outcomes }, 'a broker that missed changes of access')
    }
  }
}

async function remember({ db, clock, clusters, stopping }: Needs): Promise<void> {
  for (const cluster of await clusters.rows()) {
    const { cluster: brokers } = clusters.clients.adminFor(cluster)
    const masters = await brokers.masters({ signal: stopping }).catch(() => [])
    const names = masters.map(({ brokerName }) => brokerName)
    await rememberBrokers(db, cluster.cluster_id, names, clock.nowMs())
  }
  await forgetBrokers(db, clock.nowMs() - KEPT_MS)
}
