/** Has one online client consume a message, to see whether it can. */
import {
  type BodyOf,
  CONSUME_RESULTS,
  canReadBodies,
  type messageVerify,
  type ResponseOf,
} from '@gantry/contract'
import { type ConsumerConnection, getConsumerConnectionList } from '@gantry/remoting/requests'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { requireWritable } from '../platform/brokers/require-writable.ts'
import { AppError } from '../platform/http/app-error.ts'
import type { Caller } from '../platform/http/caller.ts'
import { findMessages } from './message-find.ts'
import type { MessageNeeds } from './message-needs.ts'
import type { MessageParams } from './message-view.ts'
import { isConsumeTimeout, isOffline } from './refusals.ts'

type Verdict = ResponseOf<typeof messageVerify>
type Wanted = BodyOf<typeof messageVerify>

/** A broker waits ten seconds for the client. */
const TIMEOUT_MS = 15_000
const CONSUMED: ReadonlySet<string> = new Set(['CR_SUCCESS', 'CR_COMMIT'])

/** @throws AppError NOT_FOUND, and CONFLICT for a client that is not there */
export async function verifyMessage(
  { instances, topics }: MessageNeeds,
  caller: Caller,
  params: MessageParams,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<Verdict> {
  const handle = await instances.instanceFor(params.instanceId, caller)
  requireWritable(handle)
  const wireGroup = wireGroupOf(handle, wanted, params)
  const place = await topics.placeOf(handle, params, signal)
  const [{ node, message }] = await findMessages(handle, place, params, params.messageId, signal)
  const { connectionSet } = await connectionsOf(handle, node.addr, wireGroup, wanted.group, signal)
  if (!connectionSet.some(({ clientId }) => clientId === wanted.clientId)) {
    const detail = `${wanted.clientId} of ${wanted.group} is not connected to ${node.brokerName}, which holds the message.`
    throw new AppError('CONFLICT', detail)
  }
  try {
    const { consumeResult, spentTimeMills, remark } = await handle.admin.messages.consumeDirectly(
      {
        consumerGroup: wireGroup,
        clientId: wanted.clientId,
        topic: place.wireTopic,
        offsetMsgId: message.offsetMsgId,
      },
      { signal, timeoutMs: TIMEOUT_MS },
    )
    return {
      consumeResult: CONSUME_RESULTS.find(known => known === consumeResult) ?? 'UNKNOWN',
      isConsumed: CONSUMED.has(consumeResult),
      spentMs: spentTimeMills,
      remark: (canReadBodies(caller) ? remark : undefined) ?? null,
    }
  } catch (error) {
    if (!isConsumeTimeout(error)) throw error
    return { consumeResult: 'TIMEOUT', isConsumed: false, spentMs: null, remark: null }
  }
}

/** Groups of other instances are none of the caller's. */
function wireGroupOf(handle: InstanceHandle, { group }: Wanted, { instanceId }: MessageParams): string {
  const wireGroup = handle.wire(group)
  if (handle.groups.unwire(wireGroup) === group) return wireGroup
  throw new AppError('NOT_FOUND', `There is no group ${group} in ${instanceId}.`)
}

async function connectionsOf(
  { admin }: InstanceHandle,
  addr: string,
  consumerGroup: string,
  group: string,
  signal: AbortSignal,
): Promise<ConsumerConnection> {
  try {
    const input = { header: { consumerGroup } }
    return (await admin.cluster.call(addr, getConsumerConnectionList, input, { signal })).body
  } catch (error) {
    if (!isOffline(error)) throw error
    throw new AppError('CONFLICT', `No client of ${group} is online: start one first.`)
  }
}
