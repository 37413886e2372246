/** UPDATE_CONSUMER_OFFSET 15, as `broker/processor/ConsumerManageProcessor#updateConsumerOffset`. */
import { updateConsumerOffset } from '@gantry/remoting/requests'
import { brokerHandler, DONE } from '../handler.ts'
import { offsetOf } from '../state/offset.ts'
import { Refused } from '../state/refused.ts'

export const updateConsumerOffsetHandler = brokerHandler(updateConsumerOffset, ({ header }, broker) => {
  const { consumerGroup, topic, queueId, commitOffset } = header
  if (!broker.groups.has(consumerGroup)) {
    throw new Refused('SUBSCRIPTION_GROUP_NOT_EXIST', `Group ${consumerGroup} not exist!`)
  }
  if (broker.topics.get(topic) === undefined)
    throw new Refused('TOPIC_NOT_EXIST', `Topic ${topic} not exist!`)
  // What the client has consumed before it heard of the reset does not count.
  if (
    broker.settings.isOn('useServerSideResetOffset') &&
    broker.offsets.hasReset(consumerGroup, topic, queueId)
  ) {
    return { remark: 'Offset has been previously reset', ...DONE }
  }
  broker.offsets.commit(consumerGroup, topic, queueId, offsetOf(commitOffset))
  return DONE
})
