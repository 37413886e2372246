/** What RocketMQ has no place for: the description, the protocol, and whether all brokers have the group yet. */
export interface GroupTable {
  instance_id: string
  /** Without the namespace. */
  group: string
  protocol: 'TCP' | 'HTTP'
  description: string
  state: 'PENDING' | 'READY' | 'INCOMPLETE'
  version: number
  /** Milliseconds. */
  created_at: number
}
