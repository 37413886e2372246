/**
 * RocketMQ's request and response codes as tables.
 *
 * Defined in `remoting/protocol/RequestCode`, `remoting/protocol/ResponseCode` and `RemotingSysResponseCode` of
 * 5.5.0; in 4.9.7 in `common/protocol`. The requests of ACL 1.0, which ended with 5.3, are in the table too, since
 * older brokers answer them.
 */

export interface ResponseCodeEntry {
  readonly code: number
  /** One sentence for people. */
  readonly meaning: string
}

/** Every request by its name in `RequestCode`. */
export const REQUEST_CODES = {
  SEND_MESSAGE: 10,
  PULL_MESSAGE: 11,
  QUERY_MESSAGE: 12,
  QUERY_BROKER_OFFSET: 13,
  QUERY_CONSUMER_OFFSET: 14,
  UPDATE_CONSUMER_OFFSET: 15,
  UPDATE_AND_CREATE_TOPIC: 17,
  UPDATE_AND_CREATE_TOPIC_LIST: 18,
  GET_ALL_TOPIC_CONFIG: 21,
  GET_TOPIC_CONFIG_LIST: 22,
  GET_TOPIC_NAME_LIST: 23,
  UPDATE_BROKER_CONFIG: 25,
  GET_BROKER_CONFIG: 26,
  TRIGGER_DELETE_FILES: 27,
  GET_BROKER_RUNTIME_INFO: 28,
  SEARCH_OFFSET_BY_TIMESTAMP: 29,
  GET_MAX_OFFSET: 30,
  GET_MIN_OFFSET: 31,
  GET_EARLIEST_MSG_STORETIME: 32,
  VIEW_MESSAGE_BY_ID: 33,
  HEART_BEAT: 34,
  UNREGISTER_CLIENT: 35,
  CONSUMER_SEND_MSG_BACK: 36,
  END_TRANSACTION: 37,
  GET_CONSUMER_LIST_BY_GROUP: 38,
  CHECK_TRANSACTION_STATE: 39,
  NOTIFY_CONSUMER_IDS_CHANGED: 40,
  LOCK_BATCH_MQ: 41,
  UNLOCK_BATCH_MQ: 42,
  GET_ALL_CONSUMER_OFFSET: 43,
  GET_ALL_DELAY_OFFSET: 45,
  CHECK_CLIENT_CONFIG: 46,
  GET_CLIENT_CONFIG: 47,
  UPDATE_AND_CREATE_ACL_CONFIG: 50,
  DELETE_ACL_CONFIG: 51,
  GET_BROKER_CLUSTER_ACL_INFO: 52,
  UPDATE_GLOBAL_WHITE_ADDRS_CONFIG: 53,
  GET_BROKER_CLUSTER_ACL_CONFIG: 54,
  GET_TIMER_CHECK_POINT: 60,
  GET_TIMER_METRICS: 61,
  PUT_KV_CONFIG: 100,
  GET_KV_CONFIG: 101,
  DELETE_KV_CONFIG: 102,
  REGISTER_BROKER: 103,
  UNREGISTER_BROKER: 104,
  GET_ROUTEINFO_BY_TOPIC: 105,
  GET_BROKER_CLUSTER_INFO: 106,
  UPDATE_AND_CREATE_SUBSCRIPTIONGROUP: 200,
  GET_ALL_SUBSCRIPTIONGROUP_CONFIG: 201,
  GET_TOPIC_STATS_INFO: 202,
  GET_CONSUMER_CONNECTION_LIST: 203,
  GET_PRODUCER_CONNECTION_LIST: 204,
  WIPE_WRITE_PERM_OF_BROKER: 205,
  GET_ALL_TOPIC_LIST_FROM_NAMESERVER: 206,
  DELETE_SUBSCRIPTIONGROUP: 207,
  GET_CONSUME_STATS: 208,
  SUSPEND_CONSUMER: 209,
  RESUME_CONSUMER: 210,
  RESET_CONSUMER_OFFSET_IN_CONSUMER: 211,
  RESET_CONSUMER_OFFSET_IN_BROKER: 212,
  ADJUST_CONSUMER_THREAD_POOL: 213,
  WHO_CONSUME_THE_MESSAGE: 214,
  DELETE_TOPIC_IN_BROKER: 215,
  DELETE_TOPIC_IN_NAMESRV: 216,
  REGISTER_TOPIC_IN_NAMESRV: 217,
  GET_KVLIST_BY_NAMESPACE: 219,
  RESET_CONSUMER_CLIENT_OFFSET: 220,
  GET_CONSUMER_STATUS_FROM_CLIENT: 221,
  INVOKE_BROKER_TO_RESET_OFFSET: 222,
  INVOKE_BROKER_TO_GET_CONSUMER_STATUS: 223,
  GET_TOPICS_BY_CLUSTER: 224,
  UPDATE_AND_CREATE_SUBSCRIPTIONGROUP_LIST: 225,
  QUERY_TOPIC_CONSUME_BY_WHO: 300,
  REGISTER_FILTER_SERVER: 301,
  REGISTER_MESSAGE_FILTER_CLASS: 302,
  QUERY_CONSUME_TIME_SPAN: 303,
  GET_SYSTEM_TOPIC_LIST_FROM_NS: 304,
  GET_SYSTEM_TOPIC_LIST_FROM_BROKER: 305,
  CLEAN_EXPIRED_CONSUMEQUEUE: 306,
  GET_CONSUMER_RUNNING_INFO: 307,
  QUERY_CORRECTION_OFFSET: 308,
  CONSUME_MESSAGE_DIRECTLY: 309,
  SEND_MESSAGE_V2: 310,
  GET_UNIT_TOPIC_LIST: 311,
  GET_HAS_UNIT_SUB_TOPIC_LIST: 312,
  GET_HAS_UNIT_SUB_UNUNIT_TOPIC_LIST: 313,
  CLONE_GROUP_OFFSET: 314,
  VIEW_BROKER_STATS_DATA: 315,
  CLEAN_UNUSED_TOPIC: 316,
  GET_BROKER_CONSUME_STATS: 317,
  UPDATE_NAMESRV_CONFIG: 318,
  GET_NAMESRV_CONFIG: 319,
  SEND_BATCH_MESSAGE: 320,
  QUERY_CONSUME_QUEUE: 321,
  QUERY_DATA_VERSION: 322,
  RESUME_CHECK_HALF_MESSAGE: 323,
  SEND_REPLY_MESSAGE: 324,
  SEND_REPLY_MESSAGE_V2: 325,
  PUSH_REPLY_MESSAGE_TO_CLIENT: 326,
  ADD_WRITE_PERM_OF_BROKER: 327,
  GET_ALL_PRODUCER_INFO: 328,
  DELETE_EXPIRED_COMMITLOG: 329,
  QUERY_TOPICS_BY_CONSUMER: 343,
  QUERY_SUBSCRIPTION_BY_CONSUMER: 345,
  GET_TOPIC_CONFIG: 351,
  GET_SUBSCRIPTIONGROUP_CONFIG: 352,
  UPDATE_AND_GET_GROUP_FORBIDDEN: 353,
  CHECK_ROCKSDB_CQ_WRITE_PROGRESS: 354,
  EXPORT_ROCKSDB_CONFIG_TO_JSON: 355,
  LITE_PULL_MESSAGE: 361,
  RECALL_MESSAGE: 370,
  QUERY_ASSIGNMENT: 400,
  SET_MESSAGE_REQUEST_MODE: 401,
  GET_ALL_MESSAGE_REQUEST_MODE: 402,
  UPDATE_AND_CREATE_STATIC_TOPIC: 513,
  GET_BROKER_MEMBER_GROUP: 901,
  ADD_BROKER: 902,
  REMOVE_BROKER: 903,
  BROKER_HEARTBEAT: 904,
  NOTIFY_MIN_BROKER_ID_CHANGE: 905,
  EXCHANGE_BROKER_HA_INFO: 906,
  GET_BROKER_HA_STATUS: 907,
  RESET_MASTER_FLUSH_OFFSET: 908,
  CONTROLLER_ALTER_SYNC_STATE_SET: 1001,
  CONTROLLER_ELECT_MASTER: 1002,
  CONTROLLER_REGISTER_BROKER: 1003,
  CONTROLLER_GET_REPLICA_INFO: 1004,
  CONTROLLER_GET_METADATA_INFO: 1005,
  CONTROLLER_GET_SYNC_STATE_DATA: 1006,
  GET_BROKER_EPOCH_CACHE: 1007,
  NOTIFY_BROKER_ROLE_CHANGED: 1008,
  UPDATE_CONTROLLER_CONFIG: 1009,
  GET_CONTROLLER_CONFIG: 1010,
  CLEAN_BROKER_DATA: 1011,
  CONTROLLER_GET_NEXT_BROKER_ID: 1012,
  CONTROLLER_APPLY_BROKER_ID: 1013,
  BROKER_CLOSE_CHANNEL_REQUEST: 1014,
  CHECK_NOT_ACTIVE_BROKER_REQUEST: 1015,
  GET_BROKER_LIVE_INFO_REQUEST: 1016,
  GET_SYNC_STATE_DATA_REQUEST: 1017,
  RAFT_BROKER_HEART_BEAT_EVENT_REQUEST: 1018,
  UPDATE_COLD_DATA_FLOW_CTR_CONFIG: 2001,
  REMOVE_COLD_DATA_FLOW_CTR_CONFIG: 2002,
  GET_COLD_DATA_FLOW_CTR_INFO: 2003,
  SET_COMMITLOG_READ_MODE: 2004,
  AUTH_CREATE_USER: 3001,
  AUTH_UPDATE_USER: 3002,
  AUTH_DELETE_USER: 3003,
  AUTH_GET_USER: 3004,
  AUTH_LIST_USER: 3005,
  AUTH_CREATE_ACL: 3006,
  AUTH_UPDATE_ACL: 3007,
  AUTH_DELETE_ACL: 3008,
  AUTH_GET_ACL: 3009,
  AUTH_LIST_ACL: 3010,
  SWITCH_TIMER_ENGINE: 5001,
  POP_MESSAGE: 200050,
  ACK_MESSAGE: 200051,
  PEEK_MESSAGE: 200052,
  CHANGE_MESSAGE_INVISIBLETIME: 200053,
  NOTIFICATION: 200054,
  POLLING_INFO: 200055,
  POP_ROLLBACK: 200056,
  POP_LITE_MESSAGE: 200070,
  LITE_SUBSCRIPTION_CTL: 200071,
  ACK_LITE_MESSAGE: 200072,
  NOTIFY_UNSUBSCRIBE_LITE: 200073,
  GET_BROKER_LITE_INFO: 200074,
  GET_PARENT_TOPIC_INFO: 200075,
  GET_LITE_TOPIC_INFO: 200076,
  GET_LITE_CLIENT_INFO: 200077,
  GET_LITE_GROUP_INFO: 200078,
  TRIGGER_LITE_DISPATCH: 200079,
  BATCH_ACK_MESSAGE: 200151,
} as const

export type RequestCodeName = keyof typeof REQUEST_CODES

/** Every response by its name in `ResponseCode`. */
export const RESPONSE_CODES = {
  RPC_TIME_OUT: {
    code: -1006,
    meaning: 'A broker asked another broker on behalf of the client and got no answer in time.',
  },
  RPC_SEND_TO_CHANNEL_FAILED: {
    code: -1004,
    meaning: 'A broker could not write its request to another broker.',
  },
  RPC_ADDR_IS_NULL: {
    code: -1002,
    meaning: 'A broker had to ask another broker whose address it does not know.',
  },
  RPC_UNKNOWN: {
    code: -1000,
    meaning:
      'A broker asked another broker on behalf of the client and failed for a reason it does not name.',
  },
  SUCCESS: { code: 0, meaning: 'The request was done.' },
  SYSTEM_ERROR: { code: 1, meaning: 'The request failed inside the broker; the remark tells how.' },
  SYSTEM_BUSY: {
    code: 2,
    meaning: 'The broker has more work than it can take and turned this request away; try again later.',
  },
  REQUEST_CODE_NOT_SUPPORTED: { code: 3, meaning: 'The release that answers does not know this request.' },
  TRANSACTION_FAILED: { code: 4, meaning: 'The transaction could not be carried out.' },
  FLUSH_DISK_TIMEOUT: {
    code: 10,
    meaning: 'The message is stored, but was not on disk before the time limit of synchronous flushing.',
  },
  SLAVE_NOT_AVAILABLE: {
    code: 11,
    meaning: 'The message is stored on the master, but no replica is in reach to copy it synchronously.',
  },
  FLUSH_SLAVE_TIMEOUT: {
    code: 12,
    meaning: 'The message is stored on the master, but its replica did not confirm in time.',
  },
  MESSAGE_ILLEGAL: {
    code: 13,
    meaning:
      'The message or one of its parts breaks a rule: name, size, properties, queue or receipt handle.',
  },
  SERVICE_NOT_AVAILABLE: {
    code: 14,
    meaning: 'The broker does not serve this now: it is starting, stopping, a replica, or its disk is full.',
  },
  VERSION_NOT_SUPPORTED: { code: 15, meaning: 'The client claims a release that the proxy does not serve.' },
  NO_PERMISSION: {
    code: 16,
    meaning: 'The credentials, or the permission of topic, group or broker, do not allow this.',
  },
  TOPIC_NOT_EXIST: { code: 17, meaning: 'The topic is unknown here, or has no route.' },
  TOPIC_EXIST_ALREADY: { code: 18, meaning: 'A topic of this name exists already.' },
  PULL_NOT_FOUND: { code: 19, meaning: 'No message lies at that offset yet.' },
  PULL_RETRY_IMMEDIATELY: {
    code: 20,
    meaning:
      'Messages were looked at but none matched, or an offset has to be corrected: pull again at nextBeginOffset.',
  },
  PULL_OFFSET_MOVED: {
    code: 21,
    meaning: 'The offset is outside of what the queue holds: go on at nextBeginOffset.',
  },
  QUERY_NOT_FOUND: {
    code: 22,
    meaning: 'What was asked for (message, offset, configuration) does not exist.',
  },
  SUBSCRIPTION_PARSE_FAILED: { code: 23, meaning: 'The filter expression is not valid.' },
  SUBSCRIPTION_NOT_EXIST: {
    code: 24,
    meaning: 'The group does not subscribe this topic, as far as the broker knows from heartbeats.',
  },
  SUBSCRIPTION_NOT_LATEST: {
    code: 25,
    meaning: 'The broker knows an older subscription than the one the client pulls with.',
  },
  SUBSCRIPTION_GROUP_NOT_EXIST: {
    code: 26,
    meaning: 'The consumer group is unknown here and is not created on its own.',
  },
  FILTER_DATA_NOT_EXIST: { code: 27, meaning: 'The broker has no compiled filter for this group and topic.' },
  FILTER_DATA_NOT_LATEST: {
    code: 28,
    meaning: 'The compiled filter of the broker is older than the subscription of the client.',
  },
  INVALID_PARAMETER: { code: 29, meaning: 'A parameter of the request is missing or out of range.' },
  TRANSACTION_SHOULD_COMMIT: { code: 200, meaning: 'The transaction is to be committed.' },
  TRANSACTION_SHOULD_ROLLBACK: { code: 201, meaning: 'The transaction is to be rolled back.' },
  TRANSACTION_STATE_UNKNOW: { code: 202, meaning: 'The state of the transaction is not known yet.' },
  TRANSACTION_STATE_GROUP_WRONG: { code: 203, meaning: 'The transaction belongs to another producer group.' },
  NO_BUYER_ID: { code: 204, meaning: 'The message lacks the buyer that a unitised deployment needs.' },
  NOT_IN_CURRENT_UNIT: {
    code: 205,
    meaning: 'The message belongs to another unit of a unitised deployment.',
  },
  CONSUMER_NOT_ONLINE: {
    code: 206,
    meaning: 'No consumer of the group, or not the wanted one, is connected to this broker.',
  },
  CONSUME_MSG_TIMEOUT: { code: 207, meaning: 'The consumer did not finish the message in time.' },
  NO_MESSAGE: { code: 208, meaning: 'The queue holds no message at that offset.' },
  POLLING_FULL: {
    code: 209,
    meaning:
      'Too many requests wait for messages already. In ACL 1.0 replies up to 5.2: changing an access entry failed.',
  },
  POLLING_TIMEOUT: {
    code: 210,
    meaning:
      'No message came while the request waited. In ACL 1.0 replies up to 5.2: deleting an access entry failed.',
  },
  BROKER_NOT_EXIST: {
    code: 211,
    meaning: 'The broker is unknown. In ACL 1.0 replies up to 5.2: changing the global white list failed.',
  },
  BROKER_DISPATCH_NOT_COMPLETE: {
    code: 212,
    meaning: 'The broker still builds its queues and indexes from the commit log.',
  },
  BROADCAST_CONSUMPTION: {
    code: 213,
    meaning: 'The group consumes by broadcasting, so the broker knows no progress of it.',
  },
  FLOW_CONTROL: { code: 215, meaning: 'The client asks more often than it may; slow down.' },
  NOT_LEADER_FOR_QUEUE: { code: 501, meaning: 'A static topic has this queue on another broker.' },
  ILLEGAL_OPERATION: {
    code: 604,
    meaning: 'The request makes no sense for the state or kind of its target.',
  },
  GO_AWAY: {
    code: 1500,
    meaning: 'The server is about to stop: open a new connection and send the request again.',
  },
  CONTROLLER_FENCED_MASTER_EPOCH: {
    code: 2000,
    meaning: 'The master that asks has been replaced: its epoch is old.',
  },
  CONTROLLER_FENCED_SYNC_STATE_SET_EPOCH: {
    code: 2001,
    meaning: 'The set of replicas in sync has changed since: the epoch given is old.',
  },
  CONTROLLER_INVALID_MASTER: { code: 2002, meaning: 'The broker that asks is not the master of its group.' },
  CONTROLLER_INVALID_REPLICAS: { code: 2003, meaning: 'The replicas named are not those of the group.' },
  CONTROLLER_MASTER_NOT_AVAILABLE: { code: 2004, meaning: 'The group has no master now.' },
  CONTROLLER_INVALID_REQUEST: { code: 2005, meaning: 'The controller cannot make sense of the request.' },
  CONTROLLER_BROKER_NOT_ALIVE: {
    code: 2006,
    meaning: 'The broker named has sent no heartbeat to the controller lately.',
  },
  CONTROLLER_NOT_LEADER: { code: 2007, meaning: 'This controller is not the leader; ask the one that is.' },
  CONTROLLER_BROKER_METADATA_NOT_EXIST: { code: 2008, meaning: 'The controller knows no such broker group.' },
  CONTROLLER_INVALID_CLEAN_BROKER_METADATA: {
    code: 2009,
    meaning: 'The broker metadata cannot be cleaned: it is still in use or not named rightly.',
  },
  CONTROLLER_BROKER_NEED_TO_BE_REGISTERED: {
    code: 2010,
    meaning: 'The broker must register with the controller first.',
  },
  CONTROLLER_MASTER_STILL_EXIST: { code: 2011, meaning: 'No election is needed: the group has a master.' },
  CONTROLLER_ELECT_MASTER_FAILED: { code: 2012, meaning: 'No replica could be made master.' },
  CONTROLLER_ALTER_SYNC_STATE_SET_FAILED: {
    code: 2013,
    meaning: 'The set of replicas in sync could not be changed.',
  },
  CONTROLLER_BROKER_ID_INVALID: {
    code: 2014,
    meaning: 'The broker id is taken or not the one that was given out.',
  },
  CONTROLLER_JRAFT_INTERNAL_ERROR: {
    code: 2015,
    meaning: 'The replication library of the controller (JRaft) failed.',
  },
  CONTROLLER_BROKER_LIVE_INFO_NOT_EXISTS: {
    code: 2016,
    meaning: 'The controller has no liveness record of the broker.',
  },
  LMQ_QUOTA_EXCEEDED: { code: 2017, meaning: 'The broker holds as many light queues (LMQ) as it may.' },
  LITE_SUBSCRIPTION_QUOTA_EXCEEDED: {
    code: 2018,
    meaning: 'The client or broker holds as many lite subscriptions as it may.',
  },
  USER_NOT_EXIST: { code: 3001, meaning: 'The user of ACL 2.0 does not exist.' },
  POLICY_NOT_EXIST: { code: 3002, meaning: 'The policy of ACL 2.0 does not exist.' },
} as const satisfies Record<string, ResponseCodeEntry>

const REQUEST_NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(REQUEST_CODES).map(([name, code]) => [code, name]),
)
const RESPONSE_NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(RESPONSE_CODES).map(([name, { code }]) => [code, name]),
)
const RESPONSE_MEANINGS: ReadonlyMap<number, string> = new Map(
  Object.values(RESPONSE_CODES).map(({ code, meaning }) => [code, meaning]),
)

/** RocketMQ's name of a request code; `UNKNOWN` for a number that no release up to 5.5.0 uses. */
export function requestCodeName(code: number): string {
  return REQUEST_NAMES.get(code) ?? 'UNKNOWN'
}

/** RocketMQ's name of a response code; `UNKNOWN` for a number that no release up to 5.5.0 uses. */
export function responseCodeName(code: number): string {
  return RESPONSE_NAMES.get(code) ?? 'UNKNOWN'
}

/** What a response code means, in one sentence; never fails on a number that is not in the table. */
export function responseCodeMeaning(code: number): string {
  return (
    RESPONSE_MEANINGS.get(code) ??
    'The broker answers with a code that this release of the client does not know.'
  )
}
