/**
 * Which request which release knows: the data that the suite holds brokers to and that docs/compatibility.md is made from.
 * A request that is not named here is known to, and behaves alike on, every release that the suite runs on.
 */
import type { RequestCodeName } from '../src/codes.ts'
import type { RemotingErrorCode } from '../src/errors.ts'
import { isSince, type SuiteRelease } from './releases.ts'

/** The first release, of those the suite runs on, that knows a request. */
const FIRST_RELEASE: Partial<Record<RequestCodeName, SuiteRelease>> = {
  ACK_MESSAGE: '5.2.0',
  BATCH_ACK_MESSAGE: '5.2.0',
  CHANGE_MESSAGE_INVISIBLETIME: '5.2.0',
  GET_BROKER_EPOCH_CACHE: '5.2.0',
  GET_BROKER_HA_STATUS: '5.2.0',
  GET_BROKER_MEMBER_GROUP: '5.2.0',
  GET_SUBSCRIPTIONGROUP_CONFIG: '5.2.0',
  GET_TIMER_CHECK_POINT: '5.2.0',
  GET_TIMER_METRICS: '5.2.0',
  GET_TOPIC_CONFIG: '5.2.0',
  LITE_PULL_MESSAGE: '5.2.0',
  NOTIFICATION: '5.2.0',
  PEEK_MESSAGE: '5.2.0',
  POLLING_INFO: '5.2.0',
  POP_MESSAGE: '5.2.0',
  QUERY_ASSIGNMENT: '5.2.0',
  QUERY_SUBSCRIPTION_BY_CONSUMER: '5.2.0',
  QUERY_TOPICS_BY_CONSUMER: '5.2.0',
  REGISTER_TOPIC_IN_NAMESRV: '5.2.0',
  SET_MESSAGE_REQUEST_MODE: '5.2.0',
  UPDATE_AND_GET_GROUP_FORBIDDEN: '5.2.0',
  AUTH_CREATE_ACL: '5.3.3',
  AUTH_CREATE_USER: '5.3.3',
  AUTH_DELETE_ACL: '5.3.3',
  AUTH_DELETE_USER: '5.3.3',
  AUTH_GET_ACL: '5.3.3',
  AUTH_GET_USER: '5.3.3',
  AUTH_LIST_ACL: '5.3.3',
  AUTH_LIST_USER: '5.3.3',
  AUTH_UPDATE_ACL: '5.3.3',
  AUTH_UPDATE_USER: '5.3.3',
  RECALL_MESSAGE: '5.3.3',
  UPDATE_AND_CREATE_SUBSCRIPTIONGROUP_LIST: '5.3.3',
  UPDATE_AND_CREATE_TOPIC_LIST: '5.3.3',
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

export interface Difference {
  readonly request: RequestCodeName
  /** Releases that answer in another way than the newest. */
  readonly releases: readonly SuiteRelease[]
  readonly how: string
}

/** What older releases know but answer in another way. */
export const DIFFERENCES: readonly Difference[] = [
  {
    request: 'GET_BROKER_RUNTIME_INFO',
    releases: ['4.9.7'],
    how: 'it fails with `SYSTEM_ERROR` in the first second after the broker has started.',
  },
  {
    request: 'GET_SUBSCRIPTIONGROUP_CONFIG',
    releases: ['5.2.0'],
    how: 'a group that does not exist is refused with `SYSTEM_ERROR`; later brokers make it on being asked (`autoCreateSubscriptionGroup`).',
  },
  {
    request: 'QUERY_TOPIC_CONSUME_BY_WHO',
    releases: ['5.3.3'],
    how: 'groups that are online are listed under the name of the topic, so only those with offsets have their own. `TopicAdmin.groups` asks the groups themselves then; `mqadmin` does not.',
  },
  {
    request: 'CONSUME_MESSAGE_DIRECTLY',
    releases: ['5.2.0'],
    how: 'with ACL 1.0 on it always fails: the broker checks its own request to the client and finds the signature wrong.',
  },
  {
    request: 'GET_CONSUMER_STATUS_FROM_CLIENT',
    releases: ['5.2.0'],
    how: 'with ACL 1.0 on the broker cannot ask its clients, so `INVOKE_BROKER_TO_GET_CONSUMER_STATUS` answers with an empty table.',
  },
  {
    request: 'PUSH_REPLY_MESSAGE_TO_CLIENT',
    releases: ['5.2.0'],
    how: 'with ACL 1.0 on replies never reach the client that asked; `SEND_REPLY_MESSAGE` and its V2 are refused.',
  },
  {
    request: 'SEND_REPLY_MESSAGE',
    releases: ['5.2.0'],
    how: 'see `PUSH_REPLY_MESSAGE_TO_CLIENT`.',
  },
  {
    request: 'SEND_REPLY_MESSAGE_V2',
    releases: ['5.2.0'],
    how: 'see `PUSH_REPLY_MESSAGE_TO_CLIENT`.',
  },
  {
    request: 'UPDATE_BROKER_CONFIG',
    releases: ['4.9.7'],
    how: 'it has no black list, so any setting can be changed, paths too.',
  },
  {
    request: 'INVOKE_BROKER_TO_RESET_OFFSET',
    releases: ['4.9.7'],
    how: 'it only pushes the offsets to connected clients, and refuses with `CONSUMER_NOT_ONLINE` when there are none.',
  },
  {
    request: 'QUERY_CONSUMER_OFFSET',
    releases: ['4.9.7'],
    how: 'it answers 0 instead of `QUERY_NOT_FOUND` for a group that has consumed nothing of a short queue.',
  },
  {
    request: 'UPDATE_CONSUMER_OFFSET',
    releases: ['4.9.7'],
    how: 'it takes an offset also for a topic that does not exist.',
  },
  {
    request: 'SEARCH_OFFSET_BY_TIMESTAMP',
    releases: ['4.9.7'],
    how: 'for a time in the future it answers the offset of the last message instead of the one behind it.',
  },
  {
    request: 'SEND_MESSAGE_V2',
    releases: ['4.9.7'],
    how: 'its answer has no `transactionId` for a half message.',
  },
  {
    request: 'UPDATE_AND_CREATE_TOPIC',
    releases: ['4.9.7', '5.2.0'],
    how: 'an illegal name is refused with `SYSTEM_ERROR` instead of `INVALID_PARAMETER`; before 5.0 there are no attributes.',
  },
]

/** Whether a release knows a request. */
export function isSupported(request: RequestCodeName, release: SuiteRelease): boolean {
  return isSince(release, FIRST_RELEASE[request] ?? '4.9.7')
}

/**
 * How a call of a request ends that the release does not know. Name servers before 5.0 do not answer what they do not know, which
 * a client cannot tell from a slow one.
 */
export function unknownTo(release: SuiteRelease, request: RequestCodeName): { code: RemotingErrorCode } {
  const isSilent = NAME_SERVER_REQUESTS.has(request) && !isSince(release, '5.2.0')
  return { code: isSilent ? 'CALL_TIMEOUT' : 'UNSUPPORTED_BY_BROKER' }
}

/**
 * The brokers of 5.2.0 let ACL 1.0 check also what they send themselves, and find no signature, or one that they have broken by
 * adding fields: with ACL on no client ever gets these, whatever its language.
 */
const LOST_TO_ACL_OF_5_2_0: ReadonlySet<RequestCodeName> = new Set([
  'GET_CONSUMER_STATUS_FROM_CLIENT',
  'CONSUME_MESSAGE_DIRECTLY',
  'SEND_REPLY_MESSAGE',
  'SEND_REPLY_MESSAGE_V2',
  'PUSH_REPLY_MESSAGE_TO_CLIENT',
])

/** Whether a request that the release knows comes to an end with ACL on. */
export function isAnswered(request: RequestCodeName, release: SuiteRelease): boolean {
  const isLost = release === '5.2.0' && LOST_TO_ACL_OF_5_2_0.has(request)
  return isSupported(request, release) && !isLost
}

export type SupportWord = 'yes' | 'no' | 'differs'

/** One cell of the table of compatibility. */
export function supportOf(request: RequestCodeName, release: SuiteRelease): SupportWord {
  if (!isSupported(request, release)) return 'no'
  const differs = DIFFERENCES.some(
    difference => difference.request === request && difference.releases.includes(release),
  )
  return differs ? 'differs' : 'yes'
}
