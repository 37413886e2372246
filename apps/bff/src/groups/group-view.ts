/** One group: its figures, and what it subscribes to. */
import { type groupSubscriptions, type groupView, type ResponseOf, toInt64 } from '@gantry/contract'
import { type GroupLiveState, isRetryTopic } from '@gantry/remoting'
import { accumulatedOf, figuresOf, subscriptionsOf } from '../platform/brokers/group-figures.ts'
import { partialOf } from '../platform/brokers/partial-of.ts'
import { toTimestamp } from '../platform/clock.ts'
import type { Caller } from '../platform/http/caller.ts'
import { type GroupLook, lookAtGroup } from './group-look.ts'
import type { GroupNeeds, GroupParams } from './group-needs.ts'
import { presentGroup, withFigures } from './group-present.ts'

export async function viewGroup(
  needs: GroupNeeds,
  caller: Caller,
  params: GroupParams,
  signal: AbortSignal,
): Promise<ResponseOf<typeof groupView>> {
  const { found, state, asOf } = await look(needs, caller, params, signal)
  const { handle, row, holdings } = found
  const group = presentGroup(handle, params.group, row, holdings)
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
      .flatMap(wireTopic => {
        // A topic from outside the instance is shown by its full name.
        const topic = handle.topics.show(wireTopic)
        if (topic === undefined) return []
        const subscription = subscriptions.get(wireTopic)
        const accumulated = state ? accumulatedOf(state, wireTopic) : null
        return {
          topic,
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

interface Look extends GroupLook {
  readonly asOf: string
}

async function look(
  needs: GroupNeeds,
  caller: Caller,
  params: GroupParams,
  signal: AbortSignal,
): Promise<Look> {
  const handle = await needs.instances.instanceFor(params.instanceId, caller)
  const asOf = toTimestamp(needs.clock.nowMs())
  return { ...(await lookAtGroup(needs, handle, params, signal)), asOf }
}

function consumedTopics(state: GroupLiveState | undefined): string[] {
  return (state?.views ?? []).flatMap(({ stats }) => stats.offsetTable.map(([{ topic }]) => topic))
}
