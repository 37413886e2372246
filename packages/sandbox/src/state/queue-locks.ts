/**
 * Which consumer of a group may consume a queue in order. Imitates `broker/client/rebalance/RebalanceLockManager`.
 */
import type { MessageQueue } from '@gantry/remoting/internal'
import type { Clock } from '../clock.ts'
import { entryOf } from './entry-of.ts'

interface Lock {
  readonly clientId: string
  readonly lockedAt: number
}

/** `rocketmq.broker.rebalance.lockMaxLiveTime` */
const LOCK_MS = 60_000

export class QueueLocks {
  private readonly clock: Clock
  private readonly groups = new Map<string, Map<string, Lock>>()

  constructor(clock: Clock) {
    this.clock = clock
  }

  /** @returns the queues that the client holds after this */
  lock(group: string, clientId: string, queues: readonly MessageQueue[]): MessageQueue[] {
    const locks = entryOf(this.groups, group, () => new Map<string, Lock>())
    const held: MessageQueue[] = []
    for (const queue of queues) {
      const lock = locks.get(keyOf(queue))
      if (lock !== undefined && lock.clientId !== clientId && !this.isExpired(lock)) continue
      locks.set(keyOf(queue), { clientId, lockedAt: this.clock.now() })
      held.push(queue)
    }
    return held
  }

  unlock(group: string, clientId: string, queues: readonly MessageQueue[]): void {
    const locks = this.groups.get(group)
    for (const queue of queues) {
      if (locks?.get(keyOf(queue))?.clientId === clientId) locks.delete(keyOf(queue))
    }
  }

  /** Whether any queue of the group is locked: then it consumes in order. */
  isHeldBy(group: string): boolean {
    for (const lock of this.groups.get(group)?.values() ?? []) if (!this.isExpired(lock)) return true
    return false
  }

  private isExpired(lock: Lock): boolean {
    return this.clock.now() - lock.lockedAt > LOCK_MS
  }
}

function keyOf({ topic, brokerName, queueId }: MessageQueue): string {
  return `${topic} ${brokerName} ${queueId}`
}
