/**
 * What each request asks policies about, as data. From the annotations `@RocketMQAction` and `@RocketMQResource` of the
 * headers in `remoting/protocol/header`, and from the requests that
 * `auth/authorization/builder/DefaultAuthorizationContextBuilder` knows by itself. A request that is not here is one that
 * every user may send: so it is with RocketMQ.
 *
 * Left out: requests that only name servers and controllers answer.
 */
import type { RequestCodeName } from '@gantry/remoting/internal'
import type { AskedResource } from '../state/acl-resource.ts'
import type { Action } from '../state/policies.ts'

export interface Asked {
  readonly type: AskedResource['type']
  /** The header field that names the resource: nothing is asked without it. Absent for the broker's own cluster. */
  readonly field?: string
  /** Between names, when the field has several. */
  readonly separator?: string
  readonly actions: readonly Action[]
  /** What is asked when the topic is a group's retry topic. */
  readonly ofRetryTopic?: 'ITS_GROUP' | 'ITS_GROUP_TO_SUB' | 'THE_TOPIC' | 'NOTHING'
  /** Whether an empty name is as good as none. */
  readonly blankIsAbsent?: boolean
}

const cluster = (...actions: Action[]): Asked => ({ type: 'Cluster', actions })
const group = (field: string, ...actions: Action[]): Asked => ({ type: 'Group', field, actions })
const topic = (field: string, ...actions: Action[]): Asked => ({
  type: 'Topic',
  field,
  actions,
  ofRetryTopic: 'ITS_GROUP',
})

export const ASKED_RESOURCES: Partial<Record<RequestCodeName, readonly Asked[]>> = {
  SEND_MESSAGE: [{ ...topic('topic', 'Pub'), ofRetryTopic: 'ITS_GROUP_TO_SUB' }],
  SEND_MESSAGE_V2: [{ ...topic('b', 'Pub'), ofRetryTopic: 'ITS_GROUP_TO_SUB' }],
  SEND_BATCH_MESSAGE: [{ ...topic('b', 'Pub'), ofRetryTopic: 'ITS_GROUP_TO_SUB' }],
  RECALL_MESSAGE: [{ ...topic('topic', 'Pub'), ofRetryTopic: 'THE_TOPIC' }],
  END_TRANSACTION: [{ ...topic('topic', 'Pub'), ofRetryTopic: 'THE_TOPIC', blankIsAbsent: true }],
  RESUME_CHECK_HALF_MESSAGE: [topic('topic', 'Update')],

  PULL_MESSAGE: [{ ...topic('topic', 'Sub'), ofRetryTopic: 'NOTHING' }, group('consumerGroup', 'Sub')],
  CONSUMER_SEND_MSG_BACK: [group('group', 'Sub')],
  POP_MESSAGE: [group('consumerGroup', 'Sub'), topic('topic', 'Sub')],
  PEEK_MESSAGE: [topic('topic', 'Sub'), group('consumerGroup', 'Sub')],
  ACK_MESSAGE: [group('consumerGroup', 'Sub'), topic('topic', 'Sub')],
  CHANGE_MESSAGE_INVISIBLETIME: [group('consumerGroup', 'Sub'), topic('topic', 'Sub')],
  NOTIFICATION: [group('consumerGroup', 'Sub'), topic('topic', 'Sub')],
  POLLING_INFO: [group('consumerGroup', 'Get'), topic('topic', 'Get')],

  QUERY_MESSAGE: [{ ...topic('topic', 'Sub', 'Get'), ofRetryTopic: 'THE_TOPIC' }],
  VIEW_MESSAGE_BY_ID: [topic('topic', 'Get')],
  CONSUME_MESSAGE_DIRECTLY: [group('consumerGroup', 'Sub'), topic('topic', 'Sub')],
  QUERY_CONSUME_QUEUE: [topic('topic', 'Get'), group('consumerGroup', 'Get')],

  QUERY_CONSUMER_OFFSET: [
    { ...topic('topic', 'Sub', 'Get'), ofRetryTopic: 'NOTHING' },
    group('consumerGroup', 'Sub', 'Get'),
  ],
  UPDATE_CONSUMER_OFFSET: [
    { ...topic('topic', 'Sub', 'Update'), ofRetryTopic: 'NOTHING' },
    group('consumerGroup', 'Sub', 'Update'),
  ],
  SEARCH_OFFSET_BY_TIMESTAMP: [topic('topic', 'Get')],
  GET_MAX_OFFSET: [topic('topic', 'Get')],
  GET_MIN_OFFSET: [topic('topic', 'Get')],
  GET_EARLIEST_MSG_STORETIME: [topic('topic', 'Get')],
  INVOKE_BROKER_TO_RESET_OFFSET: [group('group', 'Update'), topic('topic', 'Update')],
  INVOKE_BROKER_TO_GET_CONSUMER_STATUS: [topic('topic', 'Get'), group('group', 'Get')],
  CLONE_GROUP_OFFSET: [group('destGroup', 'Update'), topic('topic', 'Update')],
  QUERY_CORRECTION_OFFSET: [
    { ...group('filterGroups', 'Get'), separator: ',' },
    group('compareGroup', 'Get'),
    topic('topic', 'Get'),
  ],

  UNREGISTER_CLIENT: [{ ...group('consumerGroup', 'Sub'), blankIsAbsent: true }],
  GET_CONSUMER_LIST_BY_GROUP: [group('consumerGroup', 'Sub', 'Get')],
  GET_CONSUMER_CONNECTION_LIST: [group('consumerGroup', 'Get')],
  GET_PRODUCER_CONNECTION_LIST: [cluster('Get')],
  GET_ALL_PRODUCER_INFO: [cluster('Get')],
  GET_CONSUMER_RUNNING_INFO: [group('consumerGroup', 'Get')],

  UPDATE_AND_CREATE_TOPIC: [topic('topic', 'Create')],
  DELETE_TOPIC_IN_BROKER: [topic('topic', 'Delete')],
  GET_TOPIC_CONFIG: [topic('topic', 'Get')],
  GET_TOPIC_STATS_INFO: [topic('topic', 'Get')],
  QUERY_TOPIC_CONSUME_BY_WHO: [topic('topic', 'Get')],

  DELETE_SUBSCRIPTIONGROUP: [group('groupName', 'Delete')],
  GET_SUBSCRIPTIONGROUP_CONFIG: [group('group', 'Get')],
  UPDATE_AND_GET_GROUP_FORBIDDEN: [group('group', 'Update'), topic('topic', 'Update')],
  GET_CONSUME_STATS: [
    group('consumerGroup', 'Get'),
    topic('topic', 'Get'),
    { ...topic('topicList', 'Get'), separator: ';' },
  ],
  QUERY_CONSUME_TIME_SPAN: [topic('topic', 'Get'), group('group', 'Get')],
  QUERY_TOPICS_BY_CONSUMER: [group('group', 'Get')],
  QUERY_SUBSCRIPTION_BY_CONSUMER: [group('group', 'Get'), topic('topic', 'Get')],

  VIEW_BROKER_STATS_DATA: [cluster('Get')],
  GET_BROKER_CONSUME_STATS: [cluster('Get')],
  GET_BROKER_MEMBER_GROUP: [{ ...cluster('Get'), field: 'clusterName' }],

  AUTH_CREATE_USER: [cluster('Update')],
  AUTH_UPDATE_USER: [cluster('Update')],
  AUTH_DELETE_USER: [cluster('Update')],
  AUTH_GET_USER: [cluster('Get')],
  AUTH_LIST_USER: [cluster('Get')],
  AUTH_CREATE_ACL: [cluster('Update')],
  AUTH_UPDATE_ACL: [cluster('Update')],
  AUTH_DELETE_ACL: [cluster('Update')],
  AUTH_GET_ACL: [cluster('Get')],
  AUTH_LIST_ACL: [cluster('Get')],
}
