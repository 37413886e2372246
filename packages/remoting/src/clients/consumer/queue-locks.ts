/**
 * The brokers' locks on the queues of an ordered consumer: while the group's consumers do not yet agree who has a queue, only
 * one of them consumes it. Defined in `client/impl/consumer/RebalanceImpl#lock`, `#lockAll` and `#unlock`.
 */
import type { BodyOf } from '../../protocol/layout.ts'
import { lockBatchMq } from '../../requests/0041-lock-batch-mq.ts'
import { unlockBatchMq } from '../../requests/0042-unlock-batch-mq.ts'
import type { MessageQueue } from '../../requests/shapes/message-queue.ts'
import { fanOut } from '../fan-out.ts'
import type { Session } from '../session.ts'
import { queueKey } from './allocate-queues.ts'

const TIMEOUT_MS = 1_000

/** What became of an attempt to lock: the queues that brokers gave, and those that they gave to another client. */
export interface LockResult {
  readonly locked: MessageQueue[]
  readonly refused: MessageQueue[]
}

export class QueueLocks {
  private readonly session: Session
  private readonly consumerGroup: string

  constructor(session: Session, consumerGroup: string) {
    this.session = session
    this.consumerGroup = consumerGroup
  }

  /** Locks queues, or renews their locks. Queues of a broker that does not answer are in neither list. */
  async lock(queues: readonly MessageQueue[]): Promise<LockResult> {
    const { answered, failed } = await fanOut(
      byBroker(queues),
      ([brokerName, mqSet]) => this.lockAt(brokerName, mqSet),
      { placeOf: ([brokerName]) => brokerName },
    )
    for (const { error } of failed) this.session.onError(error)
    const granted = new Set(answered.flatMap(({ value }) => value.map(queueKey)))
    const asked = answered.flatMap(({ item: [, mqSet] }) => mqSet)
    return {
      locked: asked.filter(queue => granted.has(queueKey(queue))),
      refused: asked.filter(queue => !granted.has(queueKey(queue))),
    }
  }

  /** Gives queues free. A lock that cannot be given back ends by itself after 60 s. */
  async unlock(queues: readonly MessageQueue[]): Promise<void> {
    const { failed } = await fanOut(
      byBroker(queues),
      ([brokerName, mqSet]) =>
        this.session.cluster.call(
          this.session.routes.addrOf(brokerName),
          unlockBatchMq,
          { header: { bname: brokerName }, body: this.bodyOf(mqSet) },
          { timeoutMs: TIMEOUT_MS },
        ),
      { placeOf: ([brokerName]) => brokerName },
    )
    for (const { error } of failed) this.session.onError(error)
  }

  private async lockAt(brokerName: string, mqSet: MessageQueue[]): Promise<MessageQueue[]> {
    const { body } = await this.session.cluster.call(
      this.session.routes.addrOf(brokerName),
      lockBatchMq,
      { header: { bname: brokerName }, body: this.bodyOf(mqSet) },
      { timeoutMs: TIMEOUT_MS },
    )
    return body.lockOKMQSet
  }

  private bodyOf(mqSet: MessageQueue[]): BodyOf<typeof lockBatchMq> {
    return {
      consumerGroup: this.consumerGroup,
      clientId: this.session.clientId,
      onlyThisBroker: false,
      mqSet,
    }
  }
}

function byBroker(queues: readonly MessageQueue[]): Array<[string, MessageQueue[]]> {
  return [...Map.groupBy(queues, ({ brokerName }) => brokerName)]
}
