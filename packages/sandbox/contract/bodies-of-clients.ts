/** Bodies that name a topic and a group: of a consumer's heartbeat, and of its locks. */
import { retryTopicOf } from '@gantry/remoting/internal'
import type { HeartbeatData } from '@gantry/remoting/requests'

export function heartbeatOf(group: string, topic: string): HeartbeatData {
  return {
    clientID: 'none',
    producerDataSet: [{ groupName: `${group}-2` }],
    consumerDataSet: [
      {
        groupName: group,
        consumeType: 'CONSUME_PASSIVELY',
        messageModel: 'CLUSTERING',
        consumeFromWhere: 'CONSUME_FROM_LAST_OFFSET',
        unitMode: false,
        subscriptionDataSet: [topic, retryTopicOf(group)].map(subscribed => ({
          topic: subscribed,
          classFilterMode: false,
          subString: '*',
          tagsSet: [],
          codeSet: [],
          subVersion: 0n,
          expressionType: 'TAG',
        })),
      },
    ],
    heartbeatFingerprint: 0,
    withoutSub: false,
  }
}

export function locksOf(group: string, topic: string) {
  const mqSet = [topic, retryTopicOf(group)].map(locked => ({
    topic: locked,
    brokerName: 'none',
    queueId: 0,
  }))
  return { consumerGroup: group, clientId: 'none', onlyThisBroker: false, mqSet }
}
