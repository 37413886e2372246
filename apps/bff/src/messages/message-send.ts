/** Sends one message, of the kind that its topic holds. */
import { type BodyOf, type messageSend, type ResponseOf, toInt64 } from '@gantry/contract'
import {
  type BrokerNode,
  MalformedError,
  type OutgoingMessage,
  type Producer,
  type SendResult,
} from '@gantry/remoting'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import { requireWritable } from '../platform/brokers/require-writable.ts'
import { AppError } from '../platform/http/app-error.ts'
import type { Caller } from '../platform/http/caller.ts'
import type { TopicParams } from '../topics/topic-needs.ts'
import { invalid, outgoingMessage } from './message-check.ts'
import type { MessageNeeds } from './message-needs.ts'

/** @throws AppError VALIDATION, NOT_FOUND, UNSUPPORTED_BY_CLUSTER; BrokerRefused */
export async function sendMessage(
  { clock, clusters, instances, topics }: MessageNeeds,
  caller: Caller,
  params: TopicParams,
  typed: BodyOf<typeof messageSend>,
  signal: AbortSignal,
): Promise<ResponseOf<typeof messageSend>> {
  const handle = await instances.instanceFor(params.instanceId, caller)
  requireWritable(handle)
  const { wireTopic, messageType, nodes } = await topics.heldTopic(handle, params, signal)
  const message = outgoingMessage(wireTopic, typed, messageType, clock.nowMs())
  if (message.deliverAtMs !== undefined) await requireTimers(handle, nodes, signal)
  const producer = await clusters.producerOf(handle.cluster.cluster_id)
  return present(await send(producer, message, typed.transaction, signal))
}

async function send(
  producer: Producer,
  message: OutgoingMessage,
  transaction: 'COMMIT' | 'ROLLBACK' | undefined,
  signal: AbortSignal,
): Promise<SendResult> {
  try {
    if (transaction === undefined) return await producer.send(message, { signal })
    return await producer.sendInTransaction(message, async () => transaction, { signal })
  } catch (error) {
    // All but the properties was checked: which names RocketMQ keeps for itself is known to the producer.
    if (error instanceof MalformedError && error.code === 'BAD_ARGUMENT') {
      throw invalid(error.path === '' ? 'properties' : `properties.${error.path}`, error.message)
    }
    throw error
  }
}

/** Brokers before 5.0 pass over the time and deliver at once. */
async function requireTimers(
  { admin }: InstanceHandle,
  nodes: readonly BrokerNode[],
  signal: AbortSignal,
): Promise<void> {
  for (const { addr, brokerName } of nodes) {
    const release = (await admin.brokers.runtimeInfo(addr, { signal })).get('brokerVersionDesc') ?? ''
    if (!/^V[0-4]_/.test(release)) continue
    const detail = `${brokerName} (${release}) cannot deliver at a time of choice: that came with RocketMQ 5.0.`
    throw new AppError('UNSUPPORTED_BY_CLUSTER', detail)
  }
}

function present(sent: SendResult): ResponseOf<typeof messageSend> {
  return {
    messageId: sent.msgId,
    offsetMessageId: sent.offsetMsgId,
    brokerName: sent.messageQueue.brokerName,
    queueId: sent.messageQueue.queueId,
    queueOffset: toInt64(sent.queueOffset),
    sendStatus: sent.sendStatus,
  }
}
