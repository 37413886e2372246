import type { MessageType } from '@gantry/rules'

/** What RocketMQ has no place for: the description, the type chosen, and whether all brokers have the topic yet. */
export interface TopicTable {
  instance_id: string
  /** Without the namespace. */
  topic: string
  message_type: MessageType
  description: string
  state: 'PENDING' | 'READY' | 'INCOMPLETE'
  version: number
  /** Milliseconds. */
  created_at: number
}
