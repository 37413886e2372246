/** Sample code of a group: with the topic that was asked for, or the first one that the group subscribes to. */
import type { groupSampleCode, ResponseOf } from '@gantry/contract'
import { isRetryTopic } from '@gantry/remoting'
import { subscriptionsOf } from '../platform/brokers/group-figures.ts'
import type { Caller } from '../platform/http/caller.ts'
import { type FoundGroup, findEverywhere } from './group-inventory.ts'
import type { GroupNeeds, GroupParams } from './group-needs.ts'
import { samplesFor } from './sample-code/sample-code.ts'

/** Stands where the group subscribes to nothing yet. */
const NO_TOPIC = 'YOUR_TOPIC'

/** @throws AppError NOT_FOUND, for the topic as well */
export async function viewSamples(
  { db, instances, topics }: GroupNeeds,
  caller: Caller,
  params: GroupParams,
  wanted: string | undefined,
  signal: AbortSignal,
): Promise<ResponseOf<typeof groupSampleCode>> {
  const handle = await instances.instanceFor(params.instanceId, caller)
  const found = await findEverywhere(db, handle, params, signal)
  const topic = wanted ?? (await firstTopic(found, signal))
  const place = topic === undefined ? undefined : { instanceId: params.instanceId, topic }
  const messageType = place ? await topics.messageTypeOf(handle, place, signal) : null
  const { instance, cluster } = handle
  return {
    samples: samplesFor({
      protocol: found.row?.protocol ?? 'TCP',
      group: params.group,
      wireGroup: found.wireGroup,
      topic: topic ?? NO_TOPIC,
      wireTopic: handle.wire(topic ?? NO_TOPIC),
      messageType: messageType ?? 'NORMAL',
      instanceId: instance.has_namespace === 1 ? instance.instance_id : null,
      namesrvAddr: cluster.namesrv_addr,
    }),
  }
}

/** The first, by name, of the instance's topics that connected clients subscribe to. */
async function firstTopic(
  { handle, wireGroup, holdings }: FoundGroup,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (!holdings.byName.has(wireGroup)) return undefined
  const [state] = await handle.admin.consumption.liveStates([wireGroup], { signal })
  const wireTopics = state ? [...subscriptionsOf(state).keys()] : []
  return wireTopics
    .filter(wireTopic => !isRetryTopic(wireTopic))
    .flatMap(wireTopic => handle.topics.unwire(wireTopic) ?? [])
    .toSorted()[0]
}
