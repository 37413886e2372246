/** SET_MESSAGE_REQUEST_MODE 401, as `broker/processor/QueryAssignmentProcessor#setMessageRequestMode`. */
import { isRetryTopic } from '@gantry/remoting/internal'
import { setMessageRequestMode } from '@gantry/remoting/requests'
import { brokerHandler, DONE } from '../handler.ts'
import { Refused } from '../state/refused.ts'

export const setMessageRequestModeHandler = brokerHandler(setMessageRequestMode, ({ body }, broker) => {
  const { topic, consumerGroup, mode, popShareQueueNum } = body
  if (isRetryTopic(topic)) throw new Refused('NO_PERMISSION', 'retry topic is not allowed to set mode')
  if (broker.topics.get(topic) === undefined) {
    throw new Refused('TOPIC_NOT_EXIST', `topic[${topic}] not exist`)
  }
  if (broker.groups.find(consumerGroup) === undefined) {
    throw new Refused('SUBSCRIPTION_GROUP_NOT_EXIST', 'subscription group does not exist')
  }
  broker.pop.modes.set(topic, consumerGroup, { mode, popShareQueueNum })
  return DONE
})
