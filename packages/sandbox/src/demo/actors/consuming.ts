/** What the consumers of the shop have in common: one topic, one group, and a listener. */
import { type MessageListener, PushConsumer, type PushConsumerOptions } from '@gantry/remoting'
import { type Actor, clientIdOf, type Stage } from '../stage.ts'

export interface ConsumingPlan
  extends Pick<
    PushConsumerOptions,
    'messageModel' | 'ordered' | 'concurrency' | 'consumeTimeoutMs' | 'stacks'
  > {
  /** Names the client. */
  readonly actor: string
  readonly group: string
  readonly topic: string
  /** All tags unless given. */
  readonly tags?: string
}

/** What a client takes of each queue at a time. One that is slow shall be seen to be: brokers count what is pulled. */
const MAX_CACHED_MESSAGES = 4
/** Listeners end with the shop; this is for one that is at fault. */
const STOP_TIMEOUT_MS = 2_000

export async function startConsuming(
  stage: Stage,
  plan: ConsumingPlan,
  listener: MessageListener,
): Promise<Actor> {
  const { actor, group, topic, tags, ...options } = plan
  const consumer = new PushConsumer({
    ...stage.connection,
    ...options,
    namespace: stage.namespace,
    consumerGroup: group,
    clientId: clientIdOf(actor),
    consumeFrom: 'FIRST_OFFSET',
    maxCachedMessages: MAX_CACHED_MESSAGES,
    pullBatchSize: MAX_CACHED_MESSAGES,
    stopTimeoutMs: STOP_TIMEOUT_MS,
    trace: options.messageModel !== 'BROADCASTING' && topic !== 'clicks',
    onError: stage.onError,
  })
  consumer.subscribe(topic, tags)
  await consumer.start(listener)
  return { leave: () => consumer.stop() }
}
