import type { RecordedState } from '../platform/brokers/resource-state.ts'

/** What RocketMQ has no place for: the description, the protocol, and whether all brokers have the group yet. */
export interface GroupTable {
  instance_id: string
  /** Without the namespace. */
  group: string
  protocol: 'TCP' | 'HTTP'
  description: string
  state: RecordedState
  version: number
  /** The user who made it in the console; null where it was made elsewhere. */
  made_by: string | null
  /** The tenant account whose user that was, where the instance is another's; null for the instance's own groups. */
  made_by_account: string | null
  /** Milliseconds. */
  created_at: number
}
