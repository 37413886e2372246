/** Takes a group from every broker, with what RocketMQ keeps for it: progress, retries, dead letters. */
import { dlqTopicOf, type PerBroker, retryTopicOf } from '@gantry/remoting'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'

/**
 * Its topics go last, and only when no broker has the group any more: left behind, they would meet a group that is made under
 * the same name. `mqadmin deleteSubGroup` does the same.
 */
export async function removeEverywhere(
  { admin }: InstanceHandle,
  wireGroup: string,
  signal: AbortSignal,
): Promise<PerBroker<undefined>> {
  const result = await admin.groups.remove(wireGroup, { cleanOffset: true }, undefined, { signal })
  if (result.failed.length > 0) return result
  for (const topic of [retryTopicOf(wireGroup), dlqTopicOf(wireGroup)]) {
    const removed = await admin.topics.remove(topic, undefined, { signal })
    if (removed.failed.length > 0) return removed
  }
  return result
}
