import { REQUEST_CODES, type RequestCodeName } from '@gantry/remoting/internal'
import { heartBeat, lockBatchMq, unlockBatchMq } from '@gantry/remoting/requests'
import { describe, expect, it } from 'vitest'
import { requestFrame } from '../../test-support/requests.ts'
import { questionsOf } from './questions.ts'

/** As `Topic:orders Sub,Get`. */
function asText(questions: ReturnType<typeof questionsOf>): string[] {
  return questions.map(({ resource, actions }) => `${resource.type}:${resource.name} ${actions.join()}`)
}

function questionsTo(request: RequestCodeName, extFields: Record<string, string>): string[] {
  const header = {
    code: REQUEST_CODES[request],
    language: 'JAVA',
    version: 513,
    opaque: 1,
    flag: 0,
    remark: undefined,
    extFields,
  }
  return asText(questionsOf({ header, body: Buffer.alloc(0), serializeType: 0 }, 'shop'))
}

const SUBSCRIPTION = {
  classFilterMode: false,
  subString: '*',
  tagsSet: [],
  codeSet: [],
  subVersion: 0n,
  expressionType: 'TAG',
}

describe('policies are asked about', () => {
  it.each<[RequestCodeName, Record<string, string>, string[]]>([
    ['SEND_MESSAGE_V2', { b: 'orders' }, ['Topic:orders Pub']],
    ['SEND_MESSAGE', { topic: '%RETRY%g' }, ['Group:g Sub']],
    ['PULL_MESSAGE', { topic: 'orders', consumerGroup: 'g' }, ['Topic:orders Sub', 'Group:g Sub']],
    ['PULL_MESSAGE', { topic: '%RETRY%g', consumerGroup: 'g' }, ['Group:g Sub']],
    ['QUERY_MESSAGE', { topic: '%RETRY%g' }, ['Topic:%RETRY%g Sub,Get']],
    ['GET_TOPIC_STATS_INFO', { topic: '%RETRY%g' }, ['Group:g Get']],
    ['END_TRANSACTION', { topic: '' }, []],
    ['UNREGISTER_CLIENT', { clientID: 'c', producerGroup: 'p' }, []],
    [
      'GET_CONSUME_STATS',
      { consumerGroup: 'g', topicList: 'a;b' },
      ['Group:g Get', 'Topic:a Get', 'Topic:b Get'],
    ],
    ['AUTH_CREATE_USER', { username: 'alice' }, ['Cluster:shop Update']],
    ['GET_BROKER_MEMBER_GROUP', { clusterName: 'other' }, ['Cluster:other Get']],
    ['GET_BROKER_CONFIG', {}, []],
    ['UPDATE_BROKER_CONFIG', {}, []],
  ])('%s %j: %j', (request, extFields, expected) => {
    expect(questionsTo(request, extFields)).toEqual(expected)
  })

  it('the groups and topics of consumers that send a heartbeat, not the groups of producers', () => {
    const frame = requestFrame(
      heartBeat,
      {},
      {
        clientID: 'c',
        producerDataSet: [{ groupName: 'p' }],
        consumerDataSet: [
          {
            groupName: 'g',
            consumeType: 'CONSUME_PASSIVELY',
            messageModel: 'CLUSTERING',
            consumeFromWhere: 'CONSUME_FROM_LAST_OFFSET',
            unitMode: false,
            subscriptionDataSet: [
              { ...SUBSCRIPTION, topic: 'orders' },
              { ...SUBSCRIPTION, topic: '%RETRY%g' },
            ],
          },
        ],
        heartbeatFingerprint: 0,
        withoutSub: false,
      },
    )
    expect(asText(questionsOf(frame, 'shop'))).toEqual(['Group:g Sub', 'Topic:orders Sub'])
  })

  it('the group and the topics of queues that are locked and unlocked', () => {
    const mqSet = ['orders', '%RETRY%g'].map(topic => ({ topic, brokerName: 'broker-a', queueId: 0 }))
    const body = { consumerGroup: 'g', clientId: 'c', onlyThisBroker: false, mqSet }
    for (const frame of [requestFrame(lockBatchMq, {}, body), requestFrame(unlockBatchMq, {}, body)]) {
      expect(asText(questionsOf(frame, 'shop'))).toEqual(['Group:g Sub', 'Topic:orders Sub'])
    }
  })
})
