/**
 * Which contract file stands for which request, and the tests that hold it to that. `coverage.contract.ts` sees to it that every
 * layout of `src/requests` has a place here.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RequestCodeName } from '../src/codes.ts'
import { ConnectionPool } from '../src/transport/pool.ts'
import { cluster, refusalOf, wrongCredentials } from './harness.ts'
import { runsSince } from './on-release.ts'
import { recordOf } from './recording.ts'
import { isSupported } from './support.ts'

export const COVERAGE = {
  brokers: [
    'UPDATE_BROKER_CONFIG',
    'GET_BROKER_CONFIG',
    'GET_BROKER_RUNTIME_INFO',
    'GET_BROKER_CLUSTER_INFO',
    'CLEAN_EXPIRED_CONSUMEQUEUE',
    'VIEW_BROKER_STATS_DATA',
    'CLEAN_UNUSED_TOPIC',
    'GET_NAMESRV_CONFIG',
    'DELETE_EXPIRED_COMMITLOG',
    'GET_BROKER_MEMBER_GROUP',
    'GET_BROKER_HA_STATUS',
  ],
  topics: [
    'UPDATE_AND_CREATE_TOPIC',
    'UPDATE_AND_CREATE_TOPIC_LIST',
    'GET_ALL_TOPIC_CONFIG',
    'PUT_KV_CONFIG',
    'GET_KV_CONFIG',
    'DELETE_KV_CONFIG',
    'GET_ROUTEINFO_BY_TOPIC',
    'GET_TOPIC_STATS_INFO',
    'GET_ALL_TOPIC_LIST_FROM_NAMESERVER',
    'DELETE_TOPIC_IN_BROKER',
    'DELETE_TOPIC_IN_NAMESRV',
    'GET_KVLIST_BY_NAMESPACE',
    'GET_TOPICS_BY_CLUSTER',
    'GET_SYSTEM_TOPIC_LIST_FROM_NS',
    'GET_SYSTEM_TOPIC_LIST_FROM_BROKER',
    'GET_TOPIC_CONFIG',
  ],
  groups: [
    'UPDATE_AND_CREATE_SUBSCRIPTIONGROUP',
    'GET_ALL_SUBSCRIPTIONGROUP_CONFIG',
    'DELETE_SUBSCRIPTIONGROUP',
    'UPDATE_AND_CREATE_SUBSCRIPTIONGROUP_LIST',
    'QUERY_TOPICS_BY_CONSUMER',
    'QUERY_SUBSCRIPTION_BY_CONSUMER',
    'GET_SUBSCRIPTIONGROUP_CONFIG',
    'UPDATE_AND_GET_GROUP_FORBIDDEN',
  ],
  clients: [
    'HEART_BEAT',
    'UNREGISTER_CLIENT',
    'GET_CONSUMER_LIST_BY_GROUP',
    'NOTIFY_CONSUMER_IDS_CHANGED',
    'LOCK_BATCH_MQ',
    'UNLOCK_BATCH_MQ',
    'CHECK_CLIENT_CONFIG',
    'GET_CONSUMER_CONNECTION_LIST',
    'GET_PRODUCER_CONNECTION_LIST',
    'GET_CONSUMER_STATUS_FROM_CLIENT',
    'INVOKE_BROKER_TO_GET_CONSUMER_STATUS',
    'GET_CONSUMER_RUNNING_INFO',
    'CONSUME_MESSAGE_DIRECTLY',
    'GET_ALL_PRODUCER_INFO',
  ],
  consumption: [
    'GET_CONSUME_STATS',
    'QUERY_TOPIC_CONSUME_BY_WHO',
    'QUERY_CONSUME_TIME_SPAN',
    'QUERY_CORRECTION_OFFSET',
    'GET_BROKER_CONSUME_STATS',
  ],
  offsets: [
    'QUERY_CONSUMER_OFFSET',
    'UPDATE_CONSUMER_OFFSET',
    'SEARCH_OFFSET_BY_TIMESTAMP',
    'GET_MAX_OFFSET',
    'GET_MIN_OFFSET',
    'GET_EARLIEST_MSG_STORETIME',
    'GET_ALL_CONSUMER_OFFSET',
    'INVOKE_BROKER_TO_RESET_OFFSET',
    'CLONE_GROUP_OFFSET',
  ],
  messages: [
    'PULL_MESSAGE',
    'QUERY_MESSAGE',
    'VIEW_MESSAGE_BY_ID',
    'CONSUMER_SEND_MSG_BACK',
    'QUERY_CONSUME_QUEUE',
    'LITE_PULL_MESSAGE',
  ],
  sending: [
    'SEND_MESSAGE',
    'SEND_MESSAGE_V2',
    'SEND_BATCH_MESSAGE',
    'SEND_REPLY_MESSAGE',
    'SEND_REPLY_MESSAGE_V2',
    'PUSH_REPLY_MESSAGE_TO_CLIENT',
  ],
  transactions: ['END_TRANSACTION', 'CHECK_TRANSACTION_STATE', 'RESUME_CHECK_HALF_MESSAGE'],
  pop: [
    'QUERY_ASSIGNMENT',
    'SET_MESSAGE_REQUEST_MODE',
    'POP_MESSAGE',
    'ACK_MESSAGE',
    'PEEK_MESSAGE',
    'CHANGE_MESSAGE_INVISIBLETIME',
    'NOTIFICATION',
    'POLLING_INFO',
    'BATCH_ACK_MESSAGE',
  ],
  timers: ['GET_ALL_DELAY_OFFSET', 'GET_TIMER_CHECK_POINT', 'GET_TIMER_METRICS', 'RECALL_MESSAGE'],
  access: [
    'AUTH_CREATE_USER',
    'AUTH_UPDATE_USER',
    'AUTH_DELETE_USER',
    'AUTH_GET_USER',
    'AUTH_LIST_USER',
    'AUTH_CREATE_ACL',
    'AUTH_UPDATE_ACL',
    'AUTH_DELETE_ACL',
    'AUTH_GET_ACL',
    'AUTH_LIST_ACL',
  ],
  spare: [
    'REGISTER_BROKER',
    'UNREGISTER_BROKER',
    'WIPE_WRITE_PERM_OF_BROKER',
    'REGISTER_TOPIC_IN_NAMESRV',
    'RESET_CONSUMER_CLIENT_OFFSET',
    'UPDATE_NAMESRV_CONFIG',
    'ADD_WRITE_PERM_OF_BROKER',
  ],
} as const satisfies Record<string, readonly RequestCodeName[]>

export type Theme = keyof typeof COVERAGE

/** Requests that the suite never has answered, and why. */
export const LEFT_OUT: Partial<Record<RequestCodeName, string>> = {
  CONTROLLER_GET_METADATA_INFO: 'Only a controller answers it, and the clusters under test have none.',
  CONTROLLER_GET_SYNC_STATE_DATA: 'Only a controller answers it, and the clusters under test have none.',
  GET_BROKER_EPOCH_CACHE: 'Only brokers with a controller answer it; that others refuse is tested.',
}

/** Requests that name servers answer, who check no signature. */
export const NAME_SERVER_REQUESTS: ReadonlySet<RequestCodeName> = new Set([
  'PUT_KV_CONFIG',
  'GET_KV_CONFIG',
  'DELETE_KV_CONFIG',
  'REGISTER_BROKER',
  'UNREGISTER_BROKER',
  'GET_ROUTEINFO_BY_TOPIC',
  'GET_BROKER_CLUSTER_INFO',
  'WIPE_WRITE_PERM_OF_BROKER',
  'GET_ALL_TOPIC_LIST_FROM_NAMESERVER',
  'DELETE_TOPIC_IN_NAMESRV',
  'REGISTER_TOPIC_IN_NAMESRV',
  'GET_KVLIST_BY_NAMESPACE',
  'GET_TOPICS_BY_CLUSTER',
  'GET_SYSTEM_TOPIC_LIST_FROM_NS',
  'UPDATE_NAMESRV_CONFIG',
  'GET_NAMESRV_CONFIG',
  'ADD_WRITE_PERM_OF_BROKER',
  'GET_BROKER_MEMBER_GROUP',
])

/** The last tests of a contract file: that it has done what `COVERAGE` says of it. */
export function provesCoverage(theme: Theme): void {
  const known = COVERAGE[theme].filter(name => isSupported(name, cluster.release))
  describe('each request that this file stands for', () => {
    it('was answered', () => {
      expect(known.filter(name => recordOf(name).answered === 0)).toEqual([])
    })

    it('was not known where the release is too old for it', () => {
      const unknown = COVERAGE[theme].filter(name => !isSupported(name, cluster.release))
      expect(unknown.filter(name => recordOf(name).unsupported === 0)).toEqual([])
    })

    describeWrongSecret(known.filter(name => !NAME_SERVER_REQUESTS.has(name)))
  })
}

/** What a broker answered is sent once more with a wrong secret. */
function describeWrongSecret(names: readonly RequestCodeName[]): void {
  const credentials = wrongCredentials()
  if (credentials === undefined) return
  describe('with a wrong secret', () => {
    let pool: ConnectionPool
    beforeAll(() => {
      pool = new ConnectionPool({ credentials })
    })
    afterAll(() => pool.close())

    it('is refused by brokers, with their address and the name of the request', async () => {
      const responseCode = runsSince('5.3.3') ? 16 : 1
      for (const name of names) {
        const sent = recordOf(name).lastAnswered
        // A request that brokers send to clients was answered by one.
        if (sent === undefined) continue
        const refusal = await refusalOf(pool.call(sent.addr, sent.layout, sent.input))
        expect(refusal).toMatchObject({ responseCode, addr: sent.addr, request: name })
        expect(JSON.stringify(refusal)).not.toContain(credentials.secretKey)
      }
    })
  })
}
