import type { MessageType } from '@gantry/rules'
import type { RecordedState } from '../platform/brokers/resource-state.ts'

/** What RocketMQ has no place for: the description, the type chosen, and whether all brokers have the topic yet. */
export interface TopicTable {
  instance_id: string
  /** Without the namespace. */
  topic: string
  message_type: MessageType
  description: string
  state: RecordedState
  version: number
  /** Milliseconds. */
  created_at: number
  /** JSON array: brokers that are to hold it. Others, such as brokers that came later, need not. */
  broker_names: string
}
