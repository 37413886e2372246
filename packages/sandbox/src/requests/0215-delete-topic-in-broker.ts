/**
 * DELETE_TOPIC_IN_BROKER 215, as `broker/processor/AdminBrokerProcessor#deleteTopic`: with its messages, the offsets of its groups and
 * their POP retry topics for it. The name server keeps its route until it is told, as with RocketMQ.
 */
import { popRetryTopicOf } from '@gantry/remoting/internal'
import { deleteTopicInBroker } from '@gantry/remoting/requests'
import { brokerHandler, DONE } from '../handler.ts'
import type { Broker } from '../state/broker.ts'
import { Refused } from '../state/refused.ts'

export const deleteTopicInBrokerHandler = brokerHandler(
  deleteTopicInBroker,
  ({ header: { topic } }, broker) => {
    if (topic.trim() === '') throw new Refused('INVALID_PARAMETER', 'The specified topic is blank.')
    broker.topics.checkNotSystem(topic)
    for (const group of broker.offsets.groupsOf(topic)) {
      remove(broker, popRetryTopicOf(topic, group, 1))
      remove(broker, popRetryTopicOf(topic, group, 2))
    }
    remove(broker, topic)
    return DONE
  },
)

function remove(broker: Broker, topic: string): void {
  broker.topics.remove(topic)
  broker.offsets.removeTopic(topic)
  broker.store.removeTopic(topic)
}
