/** QUERY_ASSIGNMENT 400, as `broker/processor/QueryAssignmentProcessor#queryAssignment`. */
import type { MessageQueue } from '@gantry/remoting/internal'
import { queryAssignment } from '@gantry/remoting/requests'
import { brokerHandler } from '../handler.ts'
import { allocate, allocateForPop, sortedIds, sortedQueues } from '../messaging/allocate-queues.ts'
import type { Broker } from '../state/broker.ts'
import { isReadable } from '../state/perm.ts'

type Query = ReturnType<typeof queryAssignment.body.read>

export const queryAssignmentHandler = brokerHandler(queryAssignment, ({ body: query }, broker) => {
  const { mode } = broker.pop.modes.of(query.topic, query.consumerGroup)
  const messageQueueAssignments = shareOf(query, broker)?.map(messageQueue => ({ messageQueue, mode }))
  return { header: {}, body: messageQueueAssignments === undefined ? {} : { messageQueueAssignments } }
})

/** Undefined when it cannot be told, and the client keeps what it has. */
function shareOf(query: Query, broker: Broker): MessageQueue[] | undefined {
  const { topic, consumerGroup, clientId, strategyName, messageModel } = query
  const queues = readableQueues(topic, broker)
  if (queues === undefined || messageModel === 'BROADCASTING') return queues
  const members = broker.clients.consumerGroup(consumerGroup)?.members()
  if (members === undefined) return undefined
  const ids = sortedIds(members.map(member => member.clientId))
  const { mode, popShareQueueNum } = broker.pop.modes.of(topic, consumerGroup)
  return mode === 'POP'
    ? allocateForPop(strategyName, queues, ids, clientId, popShareQueueNum)
    : allocate(strategyName, queues, ids, clientId)
}

/** Of all brokers that hold the topic. */
function readableQueues(topic: string, broker: Broker): MessageQueue[] | undefined {
  const queues = broker.routeOf(topic)?.queueDatas.flatMap(({ brokerName, perm, readQueueNums }) =>
    Array.from({ length: isReadable(perm) ? readQueueNums : 0 }, (_, queueId) => ({
      topic,
      brokerName,
      queueId,
    })),
  )
  return queues && sortedQueues(queues)
}
