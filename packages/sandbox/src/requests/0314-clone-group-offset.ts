/**
 * CLONE_GROUP_OFFSET 314, as `broker/processor/AdminBrokerProcessor#cloneGroupOffset`. Without a topic it clones nothing, since the broker
 * looks for the offsets of the topic that it was not given.
 */
import { cloneGroupOffset } from '@gantry/remoting/requests'
import { brokerHandler, DONE } from '../handler.ts'

export const cloneGroupOffsetHandler = brokerHandler(cloneGroupOffset, ({ header }, broker) => {
  const { srcGroup, destGroup, topic = '', offline } = header
  const isMeant = offline || broker.clients.isSubscribed(srcGroup, topic)
  if (broker.topics.get(topic) !== undefined && isMeant) broker.offsets.clone(srcGroup, destGroup, topic)
  return DONE
})
