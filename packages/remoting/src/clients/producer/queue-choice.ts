/** Which queue a message goes to. */

import type { MessageQueue } from '../../requests/shapes/message-queue.ts'
import { javaHashCode } from '../java-hash-code.ts'

/** One after the other, and off the broker that just failed while there is another. */
export class RoundRobin {
  private next = Math.floor(Math.random() * 1_000)

  pick(queues: readonly MessageQueue[], avoidBrokerName?: string): MessageQueue | undefined {
    const others = queues.filter(({ brokerName }) => brokerName !== avoidBrokerName)
    const candidates = others.length > 0 ? others : queues
    return candidates[this.next++ % candidates.length]
  }
}

/** The same key gives the same queue as the Java client's `SelectMessageQueueByHash`. */
export function byShardingKey(
  queues: readonly MessageQueue[],
  shardingKey: string,
): MessageQueue | undefined {
  return queues[Math.abs(javaHashCode(shardingKey) % queues.length)]
}
