/** Acknowledges messages taken by POP, or changes how long they stay hidden, by their receipts alone. */
import { UnsupportedByBroker } from '../../errors.ts'
import { ackMessage } from '../../requests/200051-ack-message.ts'
import { changeMessageInvisibleTime } from '../../requests/200053-change-message-invisibletime.ts'
import { batchAckMessage } from '../../requests/200151-batch-ack-message.ts'
import { formatPopHandle } from '../../requests/shapes/pop-extra-info.ts'
import type { GroupMember } from './group-member.ts'
import { batchAcksOf, type OpenReceipt, openReceipt, type PopReceipt, storedTopicOf } from './pop-receipts.ts'

export interface AckFailure {
  readonly receipt: PopReceipt
  readonly error: unknown
}

export class PopAcks {
  private readonly member: GroupMember

  constructor(member: GroupMember) {
    this.member = member
  }

  async ack(receipt: PopReceipt): Promise<void> {
    await this.ackOne(await this.open(receipt))
  }

  async ackAll(receipts: readonly PopReceipt[]): Promise<AckFailure[]> {
    const opened = await Promise.all(receipts.map(receipt => this.open(receipt)))
    const byBroker = Map.groupBy(opened, ({ handle }) => handle.brokerName)
    const failures = [...byBroker].map(([brokerName, ofBroker]) => this.ackAtBroker(brokerName, ofBroker))
    return (await Promise.all(failures)).flat()
  }

  async changeInvisibleTime(receipt: PopReceipt, invisibleMs: number): Promise<PopReceipt> {
    const opened = await this.open(receipt)
    const { handle, queueOffset } = opened
    const { cluster, routes } = this.member.session
    const { header } = await cluster.call(routes.addrOf(handle.brokerName), changeMessageInvisibleTime, {
      header: { ...this.headerOf(opened), invisibleTime: invisibleMs },
    })
    const { popTime, invisibleTime, reviveQid } = header
    const changed = { ...handle, popTime, invisibleTime, reviveQid, ckQueueOffset: queueOffset, queueOffset }
    return { topic: receipt.topic, handle: formatPopHandle(changed) }
  }

  private async open(receipt: PopReceipt): Promise<OpenReceipt> {
    const wireTopic = this.member.wireTopic(receipt.topic)
    const opened = openReceipt(receipt, wireTopic)
    await this.member.join(wireTopic)
    return opened
  }

  private async ackOne(opened: OpenReceipt): Promise<void> {
    const { cluster, routes } = this.member.session
    const addr = routes.addrOf(opened.handle.brokerName)
    await cluster.call(addr, ackMessage, { header: this.headerOf(opened) })
  }

  private async ackAtBroker(brokerName: string, opened: readonly OpenReceipt[]): Promise<AckFailure[]> {
    const { cluster, routes } = this.member.session
    const body = batchAcksOf(brokerName, opened, this.member.consumerGroup)
    try {
      await cluster.call(routes.addrOf(brokerName), batchAckMessage, { header: {}, body })
      return []
    } catch (error) {
      if (error instanceof UnsupportedByBroker) return await this.ackOneByOne(opened)
      return opened.map(({ receipt }) => ({ receipt, error }))
    }
  }

  private async ackOneByOne(opened: readonly OpenReceipt[]): Promise<AckFailure[]> {
    const outcomes = await Promise.allSettled(opened.map(one => this.ackOne(one)))
    return outcomes.flatMap((outcome, at) => {
      const receipt = opened[at]?.receipt
      return outcome.status === 'rejected' && receipt ? [{ receipt, error: outcome.reason }] : []
    })
  }

  private headerOf({ receipt, wireTopic, handle, queueOffset }: OpenReceipt): {
    consumerGroup: string
    topic: string
    queueId: number
    extraInfo: string
    offset: bigint
    bname: string
  } {
    const { consumerGroup } = this.member
    return {
      consumerGroup,
      topic: storedTopicOf(wireTopic, consumerGroup, handle.retry),
      queueId: handle.queueId,
      extraInfo: receipt.handle,
      offset: queueOffset,
      bname: handle.brokerName,
    }
  }
}
