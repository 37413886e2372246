/** What became of a message that is in its topic: each group, and the trace where there is one. */
import type { Trace } from '@gantry/contract'
import { requireAnswer } from '@gantry/remoting'
import type { Delivery } from '../messages/message-delivery.ts'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import type { Caller } from '../platform/http/caller.ts'
import type { LookupNeeds } from './lookup-needs.ts'
import type { GroupTrail, MessageTrail, Sighting } from './trail.ts'

/** As RocketMQ makes groups. */
const DEFAULT_MAX_ATTEMPTS = 16

export async function messageTrail(
  needs: LookupNeeds,
  handle: InstanceHandle,
  caller: Caller,
  sighting: Sighting,
  signal: AbortSignal,
): Promise<MessageTrail> {
  const { instance_id: instanceId } = handle.instance
  const place = await needs.topics.placeOf(handle, { instanceId, topic: sighting.topic }, signal)
  const [deliveries, trace] = await Promise.all([
    needs.messages.deliveries(handle, place, sighting.message, signal),
    traceOf(needs, handle, sighting, signal),
  ])
  const attempts = deliveries.some(isRepeated) ? await maxAttempts(handle, signal) : new Map<string, number>()
  const groups = await Promise.all(
    deliveries.map(async (delivery): Promise<GroupTrail> => {
      const status = isOnline(delivery)
        ? await statusOf(needs, caller, instanceId, delivery, signal)
        : undefined
      return {
        ...delivery,
        consumeTps: status?.consumeTps ?? null,
        differences: status?.subscription.differences ?? [],
        maxAttempts: attempts.get(handle.wire(delivery.group)) ?? DEFAULT_MAX_ATTEMPTS,
      }
    }),
  )
  return { sighting, groups, trace }
}

function isRepeated({ evidence: { retry } }: Delivery): boolean {
  return retry !== null
}

function isOnline({ evidence: { isOnline } }: Delivery): boolean {
  return isOnline === true
}

/** The trace is a help, not a condition: without it the answers say what they do not know. */
async function traceOf(
  { traces }: LookupNeeds,
  handle: InstanceHandle,
  { topic, message }: Sighting,
  signal: AbortSignal,
): Promise<Trace | undefined> {
  const wanted = { topic, messageId: message.msgId, around: message.bornTimestamp }
  return (await traces.findTraces(handle, wanted, signal).catch(() => []))[0]
}

/** A group of another instance is none of the caller's: nothing more is known of it. */
function statusOf(
  { consumers }: LookupNeeds,
  caller: Caller,
  instanceId: string,
  { group }: Delivery,
  signal: AbortSignal,
) {
  return consumers.status(caller, { instanceId, group }, signal).catch(() => undefined)
}

async function maxAttempts(
  { admin }: InstanceHandle,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  const { answered } = requireAnswer(await admin.groups.configs({ signal }))
  return new Map(
    answered.flatMap(({ value }) => [...value].map(([group, { retryMaxTimes }]) => [group, retryMaxTimes])),
  )
}
