/** Names a queue within a cluster, for tables of queues. */
export type QueueKey = `${string}\u0000${string}\u0000${number}`

interface NamedQueue {
  readonly topic: string
  readonly brokerName: string
  readonly queueId: number
}

export function queueKey({ topic, brokerName, queueId }: NamedQueue): QueueKey {
  return `${topic}\u0000${brokerName}\u0000${queueId}`
}
