/** What other capabilities ask of messages. */
import type { MessageHead } from '@gantry/contract'
import type { StoredMessage } from '@gantry/remoting'
import type { InstanceHandle } from '../platform/brokers/instance-handle.ts'
import type { TopicPlace } from '../topics/topic-place.ts'
import { type Delivery, deliveriesOfTopic } from './message-delivery.ts'
import { type AtOffset, atOffset, isMessageId } from './message-find.ts'
import { presentHead } from './message-present.ts'

export interface MessageService {
  isMessageId(text: string): boolean
  /** What is stored where a broker's ID says, in whatever topic; empty for an ID of a client. */
  atOffset(handle: InstanceHandle, messageId: string, signal: AbortSignal): Promise<AtOffset>
  head(brokerName: string, message: StoredMessage): MessageHead
  /** Where each subscribed group stands with a message that is in the topic. */
  deliveries(
    handle: InstanceHandle,
    place: TopicPlace,
    message: StoredMessage,
    signal: AbortSignal,
  ): Promise<readonly Delivery[]>
}

export function createMessageService(): MessageService {
  return { isMessageId, atOffset, head: presentHead, deliveries: deliveriesOfTopic }
}
