/** CLEAN_UNUSED_TOPIC 316: forgets the queues of topics that are gone, as `store/DefaultMessageStore#cleanUnusedTopic`. */
import { SystemTopic } from '@gantry/remoting/internal'
import { cleanUnusedTopic } from '@gantry/remoting/requests'
import { brokerHandler, DONE } from '../handler.ts'

export const cleanUnusedTopicHandler = brokerHandler(cleanUnusedTopic, (_call, broker) => {
  for (const topic of [...broker.store.topics()]) {
    if (broker.topics.get(topic) === undefined && topic !== SystemTopic.SCHEDULE)
      broker.store.removeTopic(topic)
  }
  return DONE
})
