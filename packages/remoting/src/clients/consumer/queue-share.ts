/**
 * Which queues of a topic are this consumer's: all of them, or its share among the clients of its group.
 * Defined in `client/impl/consumer/RebalanceImpl#rebalanceByTopic`.
 */
import { RemotingError } from '../../errors.ts'
import { getConsumerListByGroup } from '../../requests/0038-get-consumer-list-by-group.ts'
import type { MessageQueue } from '../../requests/shapes/message-queue.ts'
import { nodesOf } from '../cluster.ts'
import type { Session } from '../session.ts'
import { allocateAveragely } from './allocate-queues.ts'

/** Every consumer gets every message, or the consumers of a group share them. */
export type MessageModel = 'BROADCASTING' | 'CLUSTERING'

export class QueueShare {
  private readonly session: Session
  private readonly consumerGroup: string
  private readonly messageModel: MessageModel

  constructor(session: Session, consumerGroup: string, messageModel: MessageModel) {
    this.session = session
    this.consumerGroup = consumerGroup
    this.messageModel = messageModel
  }

  /** @throws RemotingError NO_ROUTE; BrokerRefused when no broker of the topic knows the group */
  async of(topic: string): Promise<MessageQueue[]> {
    const queues = await this.session.routes.readable(topic)
    if (this.messageModel === 'BROADCASTING') return queues
    const clientIds = await this.clientIds(topic)
    return allocateAveragely(queues, clientIds, this.session.clientId)
  }

  private async clientIds(topic: string): Promise<string[]> {
    const clientIds = await this.askForClientIds(topic).catch(noClients)
    if (clientIds.includes(this.session.clientId)) return clientIds
    // A broker that was restarted, or whose connection broke, does not know us: others would take our queues.
    await this.session.heartbeat()
    return await this.askForClientIds(topic)
  }

  /** Every broker of the topic knows all clients: the first that answers will do. */
  private async askForClientIds(topic: string): Promise<string[]> {
    let lastError: unknown = new RemotingError(
      'NO_BROKER',
      `No broker of ${topic} is there to ask for the group's clients.`,
    )
    const { brokerDatas } = await this.session.routes.of(topic)
    for (const { addr } of brokerDatas.flatMap(nodesOf)) {
      try {
        const input = { header: { consumerGroup: this.consumerGroup } }
        return (await this.session.cluster.call(addr, getConsumerListByGroup, input)).body.consumerIdList
      } catch (error) {
        lastError = error
      }
    }
    throw lastError
  }
}

function noClients(): string[] {
  return []
}
