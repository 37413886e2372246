/**
 * Every request and answer of administration that went over the wire to and from four releases of Apache RocketMQ,
 * read and written back: nothing may be lost. `test-support/record-administration` records them anew.
 */
import { describe, expect, it } from 'vitest'
import {
  bodyOf,
  RECORDED_RELEASES,
  type RecordedExchange,
  type RecordedParts,
  recordedWith,
} from '../../test-support/recorded.ts'
import { JsonMap, type JsonValue, parseJson, writeJson } from '../protocol/json.ts'
import { type AnyRequestLayout, type BodyLayout, defineRequest, jsonBody } from '../protocol/layout.ts'
import { updateConsumerOffset } from './0015-update-consumer-offset.ts'
import { updateAndCreateTopic } from './0017-update-and-create-topic.ts'
import { updateAndCreateTopicList } from './0018-update-and-create-topic-list.ts'
import { getAllTopicConfig } from './0021-get-all-topic-config.ts'
import { updateBrokerConfig } from './0025-update-broker-config.ts'
import { getBrokerConfig } from './0026-get-broker-config.ts'
import { getBrokerRuntimeInfo } from './0028-get-broker-runtime-info.ts'
import { getConsumerListByGroup } from './0038-get-consumer-list-by-group.ts'
import { checkClientConfig } from './0046-check-client-config.ts'
import { getTimerCheckPoint } from './0060-get-timer-check-point.ts'
import { getTimerMetrics } from './0061-get-timer-metrics.ts'
import { putKvConfig } from './0100-put-kv-config.ts'
import { getKvConfig } from './0101-get-kv-config.ts'
import { deleteKvConfig } from './0102-delete-kv-config.ts'
import { getRouteInfoByTopic } from './0105-get-route-info-by-topic.ts'
import { getBrokerClusterInfo } from './0106-get-broker-cluster-info.ts'
import { updateAndCreateSubscriptionGroup } from './0200-update-and-create-subscriptiongroup.ts'
import { getAllSubscriptionGroupConfig } from './0201-get-all-subscriptiongroup-config.ts'
import { getTopicStatsInfo } from './0202-get-topic-stats-info.ts'
import { getConsumerConnectionList } from './0203-get-consumer-connection-list.ts'
import { getProducerConnectionList } from './0204-get-producer-connection-list.ts'
import { wipeWritePermOfBroker } from './0205-wipe-write-perm-of-broker.ts'
import { getAllTopicListFromNameserver } from './0206-get-all-topic-list-from-nameserver.ts'
import { deleteSubscriptionGroup } from './0207-delete-subscriptiongroup.ts'
import { getConsumeStats } from './0208-get-consume-stats.ts'
import { deleteTopicInBroker } from './0215-delete-topic-in-broker.ts'
import { deleteTopicInNamesrv } from './0216-delete-topic-in-namesrv.ts'
import { registerTopicInNamesrv } from './0217-register-topic-in-namesrv.ts'
import { getKvListByNamespace } from './0219-get-kvlist-by-namespace.ts'
import { getTopicsByCluster } from './0224-get-topics-by-cluster.ts'
import { updateAndCreateSubscriptionGroupList } from './0225-update-and-create-subscriptiongroup-list.ts'
import { queryTopicConsumeByWho } from './0300-query-topic-consume-by-who.ts'
import { queryConsumeTimeSpan } from './0303-query-consume-time-span.ts'
import { getSystemTopicListFromNs } from './0304-get-system-topic-list-from-ns.ts'
import { getSystemTopicListFromBroker } from './0305-get-system-topic-list-from-broker.ts'
import { cleanExpiredConsumeQueue } from './0306-clean-expired-consumequeue.ts'
import { getConsumerRunningInfo } from './0307-get-consumer-running-info.ts'
import { queryCorrectionOffset } from './0308-query-correction-offset.ts'
import { viewBrokerStatsData } from './0315-view-broker-stats-data.ts'
import { cleanUnusedTopic } from './0316-clean-unused-topic.ts'
import { getBrokerConsumeStats } from './0317-get-broker-consume-stats.ts'
import { updateNamesrvConfig } from './0318-update-namesrv-config.ts'
import { getNamesrvConfig } from './0319-get-namesrv-config.ts'
import { addWritePermOfBroker } from './0327-add-write-perm-of-broker.ts'
import { getAllProducerInfo } from './0328-get-all-producer-info.ts'
import { deleteExpiredCommitLog } from './0329-delete-expired-commitlog.ts'
import { queryTopicsByConsumer } from './0343-query-topics-by-consumer.ts'
import { querySubscriptionByConsumer } from './0345-query-subscription-by-consumer.ts'
import { getTopicConfig } from './0351-get-topic-config.ts'
import { getSubscriptionGroupConfig } from './0352-get-subscriptiongroup-config.ts'
import { updateAndGetGroupForbidden } from './0353-update-and-get-group-forbidden.ts'
import { getBrokerMemberGroup } from './0901-get-broker-member-group.ts'
import { getBrokerHaStatus } from './0907-get-broker-ha-status.ts'
import { getBrokerEpochCache } from './1007-get-broker-epoch-cache.ts'
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
import { topicQueueMappingDetail } from './shapes/topic-queue-mapping.ts'

/** Only to have a static topic to look at. */
const makeStaticTopic = defineRequest({
  name: 'UPDATE_AND_CREATE_STATIC_TOPIC',
  code: 513,
  header: updateAndCreateTopic.header,
  body: jsonBody(topicQueueMappingDetail),
})

const layouts: readonly AnyRequestLayout[] = [
  updateConsumerOffset,
  updateAndCreateTopic,
  updateAndCreateTopicList,
  getAllTopicConfig,
  updateBrokerConfig,
  getBrokerConfig,
  getBrokerRuntimeInfo,
  getConsumerListByGroup,
  checkClientConfig,
  getTimerCheckPoint,
  getTimerMetrics,
  putKvConfig,
  getKvConfig,
  deleteKvConfig,
  getRouteInfoByTopic,
  getBrokerClusterInfo,
  updateAndCreateSubscriptionGroup,
  getAllSubscriptionGroupConfig,
  getTopicStatsInfo,
  getConsumerConnectionList,
  getProducerConnectionList,
  wipeWritePermOfBroker,
  getAllTopicListFromNameserver,
  deleteSubscriptionGroup,
  getConsumeStats,
  deleteTopicInBroker,
  deleteTopicInNamesrv,
  registerTopicInNamesrv,
  getKvListByNamespace,
  getTopicsByCluster,
  updateAndCreateSubscriptionGroupList,
  queryTopicConsumeByWho,
  queryConsumeTimeSpan,
  getSystemTopicListFromNs,
  getSystemTopicListFromBroker,
  cleanExpiredConsumeQueue,
  getConsumerRunningInfo,
  queryCorrectionOffset,
  viewBrokerStatsData,
  cleanUnusedTopic,
  getBrokerConsumeStats,
  updateNamesrvConfig,
  getNamesrvConfig,
  addWritePermOfBroker,
  getAllProducerInfo,
  deleteExpiredCommitLog,
  queryTopicsByConsumer,
  querySubscriptionByConsumer,
  getTopicConfig,
  getSubscriptionGroupConfig,
  updateAndGetGroupForbidden,
  makeStaticTopic,
  getBrokerMemberGroup,
  getBrokerHaStatus,
  getBrokerEpochCache,
  authCreateUser,
  authUpdateUser,
  authDeleteUser,
  authGetUser,
  authListUser,
  authCreateAcl,
  authUpdateAcl,
  authDeleteAcl,
  authGetAcl,
  authListAcl,
]

function layoutOf({ request }: RecordedExchange): AnyRequestLayout {
  const layout = layouts.find(({ code }) => code === request.code)
  if (layout === undefined) throw new Error(`no layout of ${request.code}`)
  return layout
}

/** Written for people from fields beside them, read by nobody. */
const DERIVED = ['consumeTimeStampStr', 'maxTimeStampStr', 'minTimeStampStr']

/** Places whose value is gone or another after reading and writing. What is added (defaults) does not count. */
function lost(recorded: JsonValue, written: JsonValue | undefined, place = ''): string[] {
  if (written === undefined) return [place]
  if (Array.isArray(recorded)) {
    if (!Array.isArray(written) || written.length !== recorded.length) return [place]
    return recorded.flatMap((item, index) => lost(item, written[index], `${place}/${index}`))
  }
  if (recorded instanceof JsonMap || (typeof recorded === 'object' && recorded !== null)) {
    const others = entriesOf(written)
    return [...entriesOf(recorded)]
      .filter(([key]) => !DERIVED.includes(key))
      .flatMap(([key, item]) => lost(item, others.get(key), `${place}/${key}`))
  }
  return recorded === written ? [] : [place]
}

/** By key, where a key that is an object is its JSON with the fields in order. */
function entriesOf(value: JsonValue): Map<string, JsonValue> {
  if (value instanceof JsonMap) return new Map(value.entries.map(([key, item]) => [keyText(key), item]))
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : [])
}

function keyText(key: JsonValue): string {
  if (typeof key !== 'object' || key === null || key instanceof JsonMap) return String(key)
  return writeJson(Object.fromEntries(Object.entries(key).toSorted()))
}

function expectNothingLost(recorded: RecordedParts, body: BodyLayout<unknown>): void {
  const bytes = bodyOf(recorded)
  const written = body.write(body.read(bytes)) ?? Buffer.alloc(0)
  if (/^[[{]/.test(bytes.toString()))
    expect(lost(parseJson(bytes.toString()), parseJson(written.toString()))).toEqual([])
  else expect(written.toString('latin1')).toEqual(bytes.toString('latin1'))
}

describe('what was recorded', () => {
  it('is every request of administration, with 5.5.0', () => {
    const codes = new Set(recordedWith('5.5.0').map(({ request }) => request.code))
    expect(codes).toEqual(new Set(layouts.map(({ code }) => code)))
  })
})

describe.each(RECORDED_RELEASES)('recorded with Apache RocketMQ %s', release => {
  const exchanges = recordedWith(release)

  it.each(exchanges.map(exchange => [exchange.name, exchange] as const))('request: %s', (_name, exchange) => {
    const { header, body } = layoutOf(exchange)
    const fields = Object.fromEntries(exchange.request.extFields)
    expect(header.write(header.read(fields))).toEqual(fields)
    expectNothingLost(exchange.request, body)
  })

  const answers = exchanges.flatMap(exchange =>
    exchange.response?.code === 0 ? [[exchange.name, layoutOf(exchange), exchange.response] as const] : [],
  )
  it.each(answers)('answer: %s', (_name, layout, response) => {
    const { header, body } = layout.response
    const fields = Object.fromEntries(response.extFields)
    const written = header.write(header.read(fields))
    expect(Object.keys(written).toSorted()).toEqual(Object.keys(fields).toSorted())
    for (const [name, value] of Object.entries(fields)) {
      if (value.startsWith('{')) expect(lost(parseJson(value), parseJson(written[name] ?? ''))).toEqual([])
      else expect(written[name]).toBe(value)
    }
    expectNothingLost(response, body)
  })
})
