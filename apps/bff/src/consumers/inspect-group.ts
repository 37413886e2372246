/** Everything that one reading of a group's consumers gives, for whoever judges it, and a way to its clients' threads. */
import type { ConsumerClientView } from '@gantry/contract'
import { isRetryTopic } from '@gantry/remoting'
import type { SubscriptionGroupConfig } from '@gantry/remoting/requests'
import { subscriptionsOf } from '../platform/brokers/group-figures.ts'
import type { Holdings } from '../platform/brokers/holdings.ts'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { presentClientView } from './consumer-client.ts'
import { type ConsumerOverview, presentOverview } from './consumer-overview.ts'
import type { ConsumersRead } from './read-consumers.ts'
import { sampleThreads, type ThreadSamples } from './stacks/sample-threads.ts'

export interface GroupInspection extends ConsumerOverview {
  readonly handle: InstanceHandle
  readonly wireGroup: string
  /** Which masters have the group, and how it is set there. */
  readonly holdings: Holdings<SubscriptionGroupConfig>
  /** What clients subscribe to or the group has consumed; retries are left out. */
  readonly wireTopics: readonly string[]
  /** Of the clients that answered. */
  readonly views: readonly ConsumerClientView[]
  /** Brokers that did not answer, with what they said. */
  readonly failed: ConsumersRead['failed']
  /** Takes the stacks of those clients side by side, each as often as `samples` says, a moment apart. */
  threads(clientIds: readonly string[], samples: number, signal: AbortSignal): Promise<ThreadSamples>
}

export function inspectGroup(read: ConsumersRead): GroupInspection {
  const { handle, wireGroup, holdings, failed, infos, clients, nowMs } = read
  return {
    ...presentOverview(read),
    handle,
    wireGroup,
    holdings,
    wireTopics: wireTopicsOf(read),
    views: [...infos].flatMap(([clientId, info]) => {
      const client = clients.get(clientId)
      return client ? presentClientView(handle, client, info, nowMs) : []
    }),
    failed,
    threads: (clientIds, samples, signal) => sampleThreads(read, clientIds, samples, signal),
  }
}

function wireTopicsOf({ handle, state, infos }: ConsumersRead): string[] {
  const consumed = (state?.views ?? []).flatMap(({ stats }) => stats.offsetTable.map(([{ topic }]) => topic))
  const subscribed = state ? [...subscriptionsOf(state).keys()] : []
  const told = [...infos.values()].flatMap(({ subscriptionSet }) => subscriptionSet.map(({ topic }) => topic))
  const wireTopics = new Set([...consumed, ...subscribed, ...told])
  return [...wireTopics]
    .filter(topic => !isRetryTopic(topic) && handle.topics.show(topic) !== undefined)
    .toSorted()
}
