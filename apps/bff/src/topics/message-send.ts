/** Sends one message, of the kind that its topic holds. */
import { type BodyOf, type messageSend, type ResponseOf, toInt64 } from '@gantry/contract'
import { MalformedError, type OutgoingMessage, type Producer, type SendResult } from '@gantry/remoting'
import { requireWritable } from '../platform/brokers/require-writable.ts'
import { AppError } from '../platform/http/app-error.ts'
import type { Caller } from '../platform/http/caller.ts'
import { invalid, outgoingMessage } from './message-check.ts'
import { type FoundTopic, findEverywhere } from './topic-inventory.ts'
import type { TopicNeeds, TopicParams } from './topic-needs.ts'
import { messageTypeNow } from './topic-present.ts'

/** @throws AppError VALIDATION, NOT_FOUND, UNSUPPORTED_BY_CLUSTER; BrokerRefused */
export async function sendMessage(
  { db, clock, clusters, instances }: TopicNeeds,
  caller: Caller,
  params: TopicParams,
  typed: BodyOf<typeof messageSend>,
  signal: AbortSignal,
): Promise<ResponseOf<typeof messageSend>> {
  const handle = await instances.instanceFor(params.instanceId, caller)
  requireWritable(handle)
  const found = await findEverywhere(db, handle, params, signal)
  const holders = found.holdings.byName.get(found.wireTopic)
  if (!holders) throw new AppError('CONFLICT', `No broker has ${params.topic}: repair the topic first.`)
  const messageType = messageTypeNow(found.row, holders)
  const message = outgoingMessage(found.wireTopic, typed, messageType, clock.nowMs())
  if (message.deliverAtMs !== undefined) await requireTimers(found, signal)
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
  { handle, wireTopic, holdings }: FoundTopic,
  signal: AbortSignal,
): Promise<void> {
  const nodes = holdings.byName.get(wireTopic)?.map(({ node }) => node) ?? []
  for (const { addr, brokerName } of nodes) {
    const release = (await handle.admin.brokers.runtimeInfo(addr, { signal })).get('brokerVersionDesc') ?? ''
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
