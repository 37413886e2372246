/** One group: its figures, what it subscribes to, and who is connected. */
import {
  type groupClients,
  type groupSubscriptions,
  type groupView,
  type ResponseOf,
  toInt64,
} from '@gantry/contract'
import { type GroupLiveState, isRetryTopic, releaseOf } from '@gantry/remoting'
import { accumulatedOf, clientsOf, figuresOf, subscriptionsOf } from '../platform/brokers/group-figures.ts'
import { partialOf } from '../platform/brokers/partial-of.ts'
import { toTimestamp } from '../platform/clock.ts'
import type { Caller } from '../platform/http/caller.ts'
import { type FoundGroup, findEverywhere } from './group-inventory.ts'
import type { GroupNeeds, GroupParams } from './group-needs.ts'
import { presentGroup, withFigures } from './group-present.ts'

export async function viewGroup(
  needs: GroupNeeds,
  caller: Caller,
  params: GroupParams,
  signal: AbortSignal,
): Promise<ResponseOf<typeof groupView>> {
  const { found, state, asOf } = await look(needs, caller, params, signal)
  const { row, wireGroup, holdings } = found
  const group = presentGroup({ group: params.group, wireGroup }, row, holdings)
  return {
    group: withFigures(group, state && figuresOf(state)),
    partial: partialOf([...holdings.failed, ...(state?.failed ?? [])]),
    asOf,
  }
}

/** Topics that connected clients subscribe to, and topics that the group has consumed. */
export async function listSubscriptions(
  needs: GroupNeeds,
  caller: Caller,
  params: GroupParams,
  signal: AbortSignal,
): Promise<ResponseOf<typeof groupSubscriptions>> {
  const { found, state, asOf } = await look(needs, caller, params, signal)
  const subscriptions = state ? subscriptionsOf(state) : new Map()
  const wireTopics = new Set([...subscriptions.keys(), ...consumedTopics(state)])
  const { handle, holdings } = found
  return {
    items: [...wireTopics]
      .filter(wireTopic => !isRetryTopic(wireTopic))
      .toSorted()
      .map(wireTopic => {
        const subscription = subscriptions.get(wireTopic)
        const accumulated = state ? accumulatedOf(state, wireTopic) : null
        return {
          // A topic from outside the instance is shown by its full name.
          topic: handle.unwire(wireTopic) ?? wireTopic,
          expression: subscription?.expression ?? null,
          expressionType: subscription?.expressionType ?? null,
          isOnline: subscription !== undefined,
          accumulated: accumulated === null ? null : toInt64(accumulated),
        }
      }),
    nextCursor: null,
    partial: partialOf([...holdings.failed, ...(state?.failed ?? [])]),
    asOf,
  }
}

export async function listClients(
  needs: GroupNeeds,
  caller: Caller,
  params: GroupParams,
  signal: AbortSignal,
): Promise<ResponseOf<typeof groupClients>> {
  const { found, state, asOf } = await look(needs, caller, params, signal)
  const clients = state ? [...clientsOf(state).values()] : []
  return {
    items: clients.map(({ connection: { clientId, clientAddr, language, version }, brokerNames }) => ({
      clientId,
      clientAddr,
      language,
      release: releaseOf(version) ?? null,
      brokerNames: brokerNames.toSorted(),
    })),
    nextCursor: null,
    partial: partialOf([...found.holdings.failed, ...(state?.failed ?? [])]),
    asOf,
  }
}

interface Look {
  readonly found: FoundGroup
  /** Undefined for a group that no broker has. */
  readonly state: GroupLiveState | undefined
  readonly asOf: string
}

/** One round: where the group is, and its figures. */
async function look(
  { db, clock, instances }: GroupNeeds,
  caller: Caller,
  params: GroupParams,
  signal: AbortSignal,
): Promise<Look> {
  const handle = await instances.instanceFor(params.instanceId, caller)
  const asOf = toTimestamp(clock.nowMs())
  const found = await findEverywhere(db, handle, params, signal)
  if (!found.holdings.byName.has(found.wireGroup)) return { found, state: undefined, asOf }
  const [state] = await handle.admin.consumption.liveStates([found.wireGroup], { signal })
  return { found, state, asOf }
}

function consumedTopics(state: GroupLiveState | undefined): string[] {
  return (state?.views ?? []).flatMap(({ stats }) => stats.offsetTable.map(([{ topic }]) => topic))
}
