/** Carries what should be to the brokers, as other capabilities and the operations ask for it. */
import type { AccessOutcome } from '@gantry/contract'
import { accountIdIn } from '@gantry/rules'
import type { AppEvent } from '../platform/events/event-bus.ts'
import { selectKeysOf } from './access-key-store.ts'
import type { AccessNeeds } from './access-needs.ts'
import { settleCluster } from './cluster-access.ts'

export interface AccessService {
  /** Of a user who may go in a moment. */
  keysOf(userId: string): Promise<string[]>
  /**
   * Brings keys to what they should be on every master of every cluster. One call after the other: none may write what another
   * has just taken back.
   */
  settle(accessKeys: readonly string[], signal: AbortSignal): Promise<AccessOutcome[]>
}

export function createAccessService(needs: AccessNeeds): AccessService {
  const { db, clusters } = needs
  let turn: Promise<unknown> = Promise.resolve()
  const service: AccessService = {
    keysOf: async userId => (await selectKeysOf(db, userId)).map(({ access_key }) => access_key),
    async settle(accessKeys, signal) {
      if (accessKeys.length === 0) return []
      const before = turn
      const settled = (async () => {
        await before.catch(() => undefined)
        const rows = await clusters.rows()
        const outcomes = rows.map(row => settleCluster(needs, row, new Set(accessKeys), signal))
        return (await Promise.all(outcomes)).flat()
      })()
      turn = settled
      return settled
    },
  }
  needs.events.subscribe(event => void follow(needs, service, event))
  return service
}

/** What an owner's keys may reach changes with the instances, and where there is no namespace with topics and groups. */
const REACH: ReadonlySet<string> = new Set([
  'instanceCreated',
  'instanceDeleted',
  'topicCreated',
  'topicDeleted',
  'groupCreated',
  'groupDeleted',
])

async function follow(
  { users, log, work }: AccessNeeds,
  access: AccessService,
  { type, data: { instanceId } }: AppEvent,
): Promise<void> {
  if (!REACH.has(type) || typeof instanceId !== 'string') return
  const done = work.begin()
  try {
    const owners = (await users.list()).filter(
      ({ role, accountId }) => role === 'tenantAdministrator' && accountId === accountIdIn(instanceId),
    )
    const keys = await Promise.all(owners.map(({ userId }) => access.keysOf(userId)))
    await access.settle(keys.flat(), work.cutOff)
  } catch (error) {
    log.warn({ err: error, instanceId }, 'access keys could not follow a change; the cluster shows the drift')
  } finally {
    done()
  }
}
