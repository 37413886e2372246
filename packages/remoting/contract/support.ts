/**
 * Which request which release knows: the data that the suite holds brokers to and that docs/compatibility.md is made from.
 * A request that is not named here is known to, and behaves alike on, every release that the suite runs on.
 */
import type { RequestCodeName } from '../src/codes.ts'
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

export interface Difference {
  readonly request: RequestCodeName
  /** Releases that answer in another way than the newest. */
  readonly releases: readonly SuiteRelease[]
  readonly how: string
}

/** What older releases know but answer in another way. */
export const DIFFERENCES: readonly Difference[] = []

/** Whether a release knows a request. */
export function isSupported(request: RequestCodeName, release: SuiteRelease): boolean {
  return isSince(release, FIRST_RELEASE[request] ?? '4.9.7')
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
