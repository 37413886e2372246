/** What an administrator sees of a cluster that Java clients work on. */
import type { Admin, StoredMessage } from '@gantry/remoting'
import { setMessageRequestMode } from '@gantry/remoting/requests'

export class Observer {
  private readonly admin: Admin

  constructor(admin: Admin) {
    this.admin = admin
  }

  /** Every message of a topic; none while it does not exist. */
  async messagesIn(topic: string): Promise<StoredMessage[]> {
    if (!(await this.admin.topics.names()).includes(topic)) return []
    const messages: StoredMessage[] = []
    for (const queue of await this.admin.offsets.queues(topic)) {
      const end = await this.admin.offsets.max(queue)
      for (let offset = 0n; offset < end; ) {
        const pulled = await this.admin.messages.pull(queue, { offset })
        messages.push(...pulled.messages)
        offset = pulled.nextBeginOffset
      }
    }
    return messages
  }

  /** How many messages of the topic the group has not consumed. */
  async lagOf(group: string, topic: string): Promise<bigint> {
    const { answered } = await this.admin.consumption.stats(group, topic)
    const queues = answered.flatMap(({ value }) => value.offsetTable.map(([, offsets]) => offsets))
    return queues.reduce((lag, { brokerOffset, consumerOffset }) => lag + brokerOffset - consumerOffset, 0n)
  }

  /** How many queues of the topic each client has. */
  async sharesOf(group: string, topic: string, clientIds: readonly string[]): Promise<number[]> {
    const infos = await Promise.all(
      clientIds.map(clientId => this.admin.clients.runningInfo(group, clientId)),
    )
    return infos.map(({ mqTable }) => mqTable.filter(([queue]) => queue.topic === topic).length)
  }

  async popInsteadOfPull(topic: string, consumerGroup: string): Promise<void> {
    await this.admin.groups.save({ groupName: consumerGroup })
    const body = { topic, consumerGroup, mode: 'POP' as const, popShareQueueNum: 0 }
    for (const { addr } of await this.admin.cluster.masters()) {
      await this.admin.cluster.call(addr, setMessageRequestMode, { header: {}, body })
    }
  }
}
