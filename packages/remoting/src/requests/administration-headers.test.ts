import { describe, expect, it } from 'vitest'
import { demandedFields, goldenHeader } from '../../test-support/golden-headers.ts'
import type { FieldsShape } from '../protocol/fields.ts'
import { updateAndCreateTopic } from './0017-update-and-create-topic.ts'
import { getAllTopicConfig } from './0021-get-all-topic-config.ts'
import { getBrokerConfig } from './0026-get-broker-config.ts'
import { getConsumerListByGroup } from './0038-get-consumer-list-by-group.ts'
import { putKvConfig } from './0100-put-kv-config.ts'
import { getKvConfig } from './0101-get-kv-config.ts'
import { deleteKvConfig } from './0102-delete-kv-config.ts'
import { getRouteInfoByTopic } from './0105-get-route-info-by-topic.ts'
import { getAllSubscriptionGroupConfig } from './0201-get-all-subscriptiongroup-config.ts'
import { getTopicStatsInfo } from './0202-get-topic-stats-info.ts'
import { getConsumerConnectionList } from './0203-get-consumer-connection-list.ts'
import { getProducerConnectionList } from './0204-get-producer-connection-list.ts'
import { wipeWritePermOfBroker } from './0205-wipe-write-perm-of-broker.ts'
import { deleteSubscriptionGroup } from './0207-delete-subscriptiongroup.ts'
import { getConsumeStats } from './0208-get-consume-stats.ts'
import { deleteTopicInBroker } from './0215-delete-topic-in-broker.ts'
import { deleteTopicInNamesrv } from './0216-delete-topic-in-namesrv.ts'
import { registerTopicInNamesrv } from './0217-register-topic-in-namesrv.ts'
import { getKvListByNamespace } from './0219-get-kvlist-by-namespace.ts'
import { getTopicsByCluster } from './0224-get-topics-by-cluster.ts'
import { queryTopicConsumeByWho } from './0300-query-topic-consume-by-who.ts'
import { queryConsumeTimeSpan } from './0303-query-consume-time-span.ts'
import { getConsumerRunningInfo } from './0307-get-consumer-running-info.ts'
import { queryCorrectionOffset } from './0308-query-correction-offset.ts'
import { viewBrokerStatsData } from './0315-view-broker-stats-data.ts'
import { getBrokerConsumeStats } from './0317-get-broker-consume-stats.ts'
import { addWritePermOfBroker } from './0327-add-write-perm-of-broker.ts'
import { queryTopicsByConsumer } from './0343-query-topics-by-consumer.ts'
import { querySubscriptionByConsumer } from './0345-query-subscription-by-consumer.ts'
import { getTopicConfig } from './0351-get-topic-config.ts'
import { getSubscriptionGroupConfig } from './0352-get-subscriptiongroup-config.ts'
import { updateAndGetGroupForbidden } from './0353-update-and-get-group-forbidden.ts'
import { getBrokerMemberGroup } from './0901-get-broker-member-group.ts'
import { controllerGetMetadataInfo } from './1005-controller-get-metadata-info.ts'
import { authCreateUser } from './3001-auth-create-user.ts'
import { authUpdateUser } from './3002-auth-update-user.ts'
import { authDeleteUser } from './3003-auth-delete-user.ts'
import { authGetUser } from './3004-auth-get-user.ts'
import { authListUser } from './3005-auth-list-user.ts'
import { authCreateAcl } from './3006-auth-create-acl.ts'
import { authUpdateAcl } from './3007-auth-update-acl.ts'
import { authDeleteAcl } from './3008-auth-delete-acl.ts'
import { authGetAcl } from './3009-auth-get-acl.ts'
import { authListAcl } from './3010-auth-list-acl.ts'

interface Row {
  readonly javaClass: string
  readonly shape: FieldsShape<never>
  /** Demanded by the code behind the header, though its class does not. */
  readonly alsoRequired?: readonly string[]
  /** Demanded by the class, while the code does without, or older releases do not send it. */
  readonly notRequired?: readonly string[]
  readonly values?: Readonly<Record<string, string>>
}

function row<T>(javaClass: string, shape: FieldsShape<T>, more: Omit<Row, 'javaClass' | 'shape'> = {}): Row {
  return { javaClass, shape: shape as unknown as FieldsShape<never>, ...more }
}

const VERSION = '{"stateVersion":0,"timestamp":1700000000000,"counter":3}'
const USER = { alsoRequired: ['username'] }
const SUBJECT = { alsoRequired: ['subject'] }

const topics: readonly Row[] = [
  row('CreateTopicRequestHeader', updateAndCreateTopic.header),
  row('DeleteTopicRequestHeader', deleteTopicInBroker.header),
  row('DeleteTopicFromNamesrvRequestHeader', deleteTopicInNamesrv.header),
  row('RegisterTopicRequestHeader', registerTopicInNamesrv.header),
  row('GetTopicConfigRequestHeader', getTopicConfig.header, { values: { lo: 'true' } }),
  row('GetTopicStatsInfoRequestHeader', getTopicStatsInfo.header),
  row('GetTopicsByClusterRequestHeader', getTopicsByCluster.header),
  row('GetAllTopicConfigRequestHeader', getAllTopicConfig.header, {
    notRequired: ['topicSeq'],
    values: { dataVersion: VERSION },
  }),
  row('GetAllTopicConfigResponseHeader', getAllTopicConfig.response.header),
  row('GetRouteInfoRequestHeader', getRouteInfoByTopic.header),
]

const nameServers: readonly Row[] = [
  row('PutKVConfigRequestHeader', putKvConfig.header),
  row('GetKVConfigRequestHeader', getKvConfig.header),
  row('GetKVConfigResponseHeader', getKvConfig.response.header, { alsoRequired: ['value'] }),
  row('DeleteKVConfigRequestHeader', deleteKvConfig.header),
  row('GetKVListByNamespaceRequestHeader', getKvListByNamespace.header),
  row('WipeWritePermOfBrokerRequestHeader', wipeWritePermOfBroker.header),
  row('WipeWritePermOfBrokerResponseHeader', wipeWritePermOfBroker.response.header),
  row('AddWritePermOfBrokerRequestHeader', addWritePermOfBroker.header),
  row('AddWritePermOfBrokerResponseHeader', addWritePermOfBroker.response.header),
  row('GetBrokerMemberGroupRequestHeader', getBrokerMemberGroup.header),
  row('GetMetaDataResponseHeader', controllerGetMetadataInfo.response.header, { alsoRequired: ['isLeader'] }),
]

const groups: readonly Row[] = [
  row('GetAllSubscriptionGroupRequestHeader', getAllSubscriptionGroupConfig.header, {
    notRequired: ['groupSeq'],
    values: { dataVersion: VERSION },
  }),
  row('GetAllSubscriptionGroupResponseHeader', getAllSubscriptionGroupConfig.response.header, {
    notRequired: ['totalGroupNum'],
  }),
  row('GetSubscriptionGroupConfigRequestHeader', getSubscriptionGroupConfig.header),
  row('DeleteSubscriptionGroupRequestHeader', deleteSubscriptionGroup.header),
  row('UpdateGroupForbiddenRequestHeader', updateAndGetGroupForbidden.header),
  row('GetConsumerConnectionListRequestHeader', getConsumerConnectionList.header),
  row('GetProducerConnectionListRequestHeader', getProducerConnectionList.header),
  row('GetConsumerListByGroupRequestHeader', getConsumerListByGroup.header),
  row('GetConsumerRunningInfoRequestHeader', getConsumerRunningInfo.header),
  row('GetConsumeStatsRequestHeader', getConsumeStats.header),
  row('QueryTopicConsumeByWhoRequestHeader', queryTopicConsumeByWho.header),
  row('QueryTopicsByConsumerRequestHeader', queryTopicsByConsumer.header),
  row('QuerySubscriptionByConsumerRequestHeader', querySubscriptionByConsumer.header, {
    alsoRequired: ['topic'],
  }),
  row('QueryConsumeTimeSpanRequestHeader', queryConsumeTimeSpan.header),
  row('QueryCorrectionOffsetHeader', queryCorrectionOffset.header),
]

const brokers: readonly Row[] = [
  row('GetBrokerConfigResponseHeader', getBrokerConfig.response.header, {
    notRequired: ['version'],
    values: { version: VERSION },
  }),
  row('ViewBrokerStatsDataRequestHeader', viewBrokerStatsData.header),
  row('GetConsumeStatsInBrokerHeader', getBrokerConsumeStats.header),
]

const access: readonly Row[] = [
  row('CreateUserRequestHeader', authCreateUser.header, USER),
  row('UpdateUserRequestHeader', authUpdateUser.header, USER),
  row('DeleteUserRequestHeader', authDeleteUser.header, USER),
  row('GetUserRequestHeader', authGetUser.header, USER),
  row('ListUsersRequestHeader', authListUser.header),
  row('CreateAclRequestHeader', authCreateAcl.header, SUBJECT),
  row('UpdateAclRequestHeader', authUpdateAcl.header, SUBJECT),
  row('DeleteAclRequestHeader', authDeleteAcl.header, SUBJECT),
  row('GetAclRequestHeader', authGetAcl.header, SUBJECT),
  row('ListAclsRequestHeader', authListAcl.header),
]

const all = [...topics, ...nameServers, ...groups, ...brokers, ...access]

describe.each(all.map(one => [one.javaClass, one] as const))('%s', (javaClass, one) => {
  const { shape, alsoRequired = [], notRequired = [], values } = one
  const header = goldenHeader(javaClass, values)

  it('keeps every field', () => {
    expect(shape.write(shape.read(header.fields))).toEqual(header.fields)
  })

  it('demands what the servers demand, and nothing else', () => {
    const required = header.required.filter(name => !notRequired.includes(name))
    expect(new Set(demandedFields(shape, header))).toEqual(new Set([...required, ...alsoRequired]))
  })
})

describe('fields of other releases', () => {
  it('tells 4.9 and 5.x alike to remove the offsets of a group, by the name that each knows', () => {
    const header = { groupName: 'g', cleanOffset: true, removeOffset: true }
    const fields = { groupName: 'g', cleanOffset: 'true', removeOffset: 'true' }
    expect(deleteSubscriptionGroup.header.write(header)).toEqual(fields)
    expect(deleteSubscriptionGroup.header.read(fields)).toEqual(header)
  })

  it('asks for everything at once when no page is given', () => {
    expect(getAllTopicConfig.header.write({})).toEqual({})
    expect(getAllSubscriptionGroupConfig.header.write({})).toEqual({})
  })

  it('reads the first page as Java clients ask for it, with an empty version', () => {
    expect(getAllTopicConfig.header.read({ topicSeq: '0', dataVersion: '', maxTopicNum: '2000' })).toEqual({
      topicSeq: 0,
      dataVersion: undefined,
      maxTopicNum: 2000,
    })
  })
})
