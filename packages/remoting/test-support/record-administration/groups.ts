/** Consumer groups: their configuration, who is connected, how far they have come. */
import { updateConsumerOffset } from '../../src/requests/0015-update-consumer-offset.ts'
import { getConsumerListByGroup } from '../../src/requests/0038-get-consumer-list-by-group.ts'
import { checkClientConfig } from '../../src/requests/0046-check-client-config.ts'
import { updateAndCreateSubscriptionGroup } from '../../src/requests/0200-update-and-create-subscriptiongroup.ts'
import { getAllSubscriptionGroupConfig } from '../../src/requests/0201-get-all-subscriptiongroup-config.ts'
import { getConsumerConnectionList } from '../../src/requests/0203-get-consumer-connection-list.ts'
import { getProducerConnectionList } from '../../src/requests/0204-get-producer-connection-list.ts'
import { deleteSubscriptionGroup } from '../../src/requests/0207-delete-subscriptiongroup.ts'
import { getConsumeStats } from '../../src/requests/0208-get-consume-stats.ts'
import { updateAndCreateSubscriptionGroupList } from '../../src/requests/0225-update-and-create-subscriptiongroup-list.ts'
import { queryTopicConsumeByWho } from '../../src/requests/0300-query-topic-consume-by-who.ts'
import { queryConsumeTimeSpan } from '../../src/requests/0303-query-consume-time-span.ts'
import { getConsumerRunningInfo } from '../../src/requests/0307-get-consumer-running-info.ts'
import { queryCorrectionOffset } from '../../src/requests/0308-query-correction-offset.ts'
import { getAllProducerInfo } from '../../src/requests/0328-get-all-producer-info.ts'
import { queryTopicsByConsumer } from '../../src/requests/0343-query-topics-by-consumer.ts'
import { querySubscriptionByConsumer } from '../../src/requests/0345-query-subscription-by-consumer.ts'
import { getSubscriptionGroupConfig } from '../../src/requests/0352-get-subscriptiongroup-config.ts'
import { updateAndGetGroupForbidden } from '../../src/requests/0353-update-and-get-group-forbidden.ts'
import type { SubscriptionGroupConfig } from '../../src/requests/shapes/subscription-group-config.ts'
import { broker, record } from './world.ts'

const topic = 'orders'

function groupOf(groupName: string, changes: Partial<SubscriptionGroupConfig> = {}): SubscriptionGroupConfig {
  return {
    groupName,
    consumeEnable: true,
    consumeFromMinEnable: true,
    consumeBroadcastEnable: true,
    consumeMessageOrderly: false,
    retryQueueNums: 1,
    retryMaxTimes: 5,
    groupRetryPolicy: { type: 'CUSTOMIZED' },
    brokerId: 0,
    whichBrokerWhenConsumeSlowly: 1,
    notifyConsumerIdsChangedEnable: true,
    groupSysFlag: 0,
    consumeTimeoutMinute: 15,
    attributes: new Map(),
    ...changes,
  }
}

export async function makeGroups(): Promise<void> {
  for (const groupName of ['billing', 'ledger', 'casualty'])
    await record('make a group', broker, updateAndCreateSubscriptionGroup, {
      header: {},
      body: groupOf(groupName),
    })
}

export async function recordGroups(): Promise<void> {
  await record('make a group with everything set', broker, updateAndCreateSubscriptionGroup, {
    header: {},
    body: groupOf('shipping', {
      consumeMessageOrderly: true,
      groupRetryPolicy: {
        type: 'EXPONENTIAL',
        exponentialRetryPolicy: { initial: 5_000, max: 60_000, multiplier: 3n },
        customizedRetryPolicy: { next: [1_000, 2_000] },
      },
      consumeTimeoutMinute: 30,
      subscriptionDataSet: [{ topic, expressionType: 'TAG', expression: 'paid', version: 1n }],
      attributes: new Map([['+priority.factor', '5']]),
    }),
  })
  await record('a group with an illegal name', broker, updateAndCreateSubscriptionGroup, {
    header: {},
    body: groupOf('no good name!'),
  })
  await record('an attribute without a sign', broker, updateAndCreateSubscriptionGroup, {
    header: {},
    body: groupOf('shipping', { attributes: new Map([['priority.factor', '5']]) }),
  })
  await record('make several groups', broker, updateAndCreateSubscriptionGroupList, {
    header: {},
    body: { groupConfigList: [groupOf('returns'), groupOf('audit')] },
  })
  await record('forbid a topic to a group', broker, updateAndGetGroupForbidden, {
    header: { group: 'audit', topic, readable: false },
  })
  await record('ask whether a group may read', broker, updateAndGetGroupForbidden, {
    header: { group: 'billing', topic },
  })
  await record('all groups', broker, getAllSubscriptionGroupConfig, { header: {} })
  await recordPages()
  await record('one group', broker, getSubscriptionGroupConfig, { header: { group: 'shipping' } })
  await record('no such group', broker, getSubscriptionGroupConfig, { header: { group: 'never-made' } })
  await record('a group with an impossible name', broker, getSubscriptionGroupConfig, {
    header: { group: 'no good name!' },
  })
  await record('delete a group', broker, deleteSubscriptionGroup, {
    header: { groupName: 'returns', cleanOffset: true, removeOffset: true },
  })
}

async function recordPages(): Promise<void> {
  const { bodyText = '' } = await record('groups, first page', broker, getAllSubscriptionGroupConfig, {
    header: { groupSeq: 0, maxGroupNum: 2 },
  })
  const { dataVersion } = getAllSubscriptionGroupConfig.response.body.read(Buffer.from(bodyText))
  await record('groups, second page', broker, getAllSubscriptionGroupConfig, {
    header: { groupSeq: 2, maxGroupNum: 2, dataVersion },
  })
}

/** While `shop`, `billing` and `ledger` are connected. */
export async function recordClients(): Promise<void> {
  for (const consumerGroup of ['billing', 'ledger', 'nobody']) {
    await record(`consumers of ${consumerGroup}`, broker, getConsumerConnectionList, {
      header: { consumerGroup },
    })
    await record(`client IDs of ${consumerGroup}`, broker, getConsumerListByGroup, {
      header: { consumerGroup },
    })
    await record(`progress of ${consumerGroup}`, broker, getConsumeStats, { header: { consumerGroup } })
    await record(`subscription of ${consumerGroup}`, broker, querySubscriptionByConsumer, {
      header: { group: consumerGroup, topic },
    })
    await record(`topics of ${consumerGroup}`, broker, queryTopicsByConsumer, {
      header: { group: consumerGroup },
    })
    await record(`running info of ${consumerGroup}`, broker, getConsumerRunningInfo, {
      header: {
        consumerGroup,
        clientId: `192.0.2.10@${consumerGroup}-1`,
        jstackEnable: consumerGroup === 'ledger',
      },
    })
  }
  for (const producerGroup of ['shop', 'nobody'])
    await record(`producers of ${producerGroup}`, broker, getProducerConnectionList, {
      header: { producerGroup },
    })
  await record('all producers', broker, getAllProducerInfo, { header: {} })
  await record('groups of a topic', broker, queryTopicConsumeByWho, { header: { topic } })
  await record('groups of no topic', broker, queryTopicConsumeByWho, { header: { topic: 'nowhere' } })
  await record('times', broker, queryConsumeTimeSpan, { header: { topic, group: 'billing' } })
  await record('times of no topic', broker, queryConsumeTimeSpan, {
    header: { topic: 'nowhere', group: 'billing' },
  })
  await record('progress in some topics', broker, getConsumeStats, {
    header: { consumerGroup: 'billing', topicList: 'orders;fixed' },
  })
  await recordExpressions()
  await recordCorrection()
}

async function recordExpressions(): Promise<void> {
  for (const [name, subString] of [
    ['an expression', 'amount > 10 AND region IS NOT NULL'],
    ['an expression that makes no sense', 'amount >'],
  ] as const)
    await record(name, broker, checkClientConfig, {
      header: {},
      body: {
        clientId: '192.0.2.10@check',
        group: 'billing',
        subscriptionData: {
          topic,
          subString,
          tagsSet: [],
          codeSet: [],
          subVersion: 1n,
          expressionType: 'SQL92',
          classFilterMode: false,
        },
      },
    })
}

/** The last of these shows what leaving a group out of the reckoning does to it. */
async function recordCorrection(): Promise<void> {
  const header = { topic, compareGroup: 'billing' }
  await record('lowest offsets', broker, queryCorrectionOffset, { header })
  await record('store an offset', broker, updateConsumerOffset, {
    header: { consumerGroup: 'casualty', topic, queueId: 0, commitOffset: 1n },
  })
  await record('topics of a group before it is left out', broker, queryTopicsByConsumer, {
    header: { group: 'casualty' },
  })
  await record('lowest offsets without a group', broker, queryCorrectionOffset, {
    header: { ...header, filterGroups: 'casualty' },
  })
  await record('topics of a group after it was left out', broker, queryTopicsByConsumer, {
    header: { group: 'casualty' },
  })
}
