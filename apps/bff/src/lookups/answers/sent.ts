import { toTimestamp } from '../../platform/clock.ts'
import { answer, type MessageRule } from '../trail.ts'

/** It is stored in its topic. */
export const sent: MessageRule = ({ sighting: { topic, brokerName, message } }) => [
  answer(
    'SENT',
    'sent',
    {
      at: toTimestamp(message.storeTimestamp),
      topic,
      brokerName,
      queueId: message.queueId,
      queueOffset: message.queueOffset.toString(),
    },
    { evidence: ['message', 'topic'] },
  ),
]
