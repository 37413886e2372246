/** Every request as a layout, for `Cluster.call` and for those who answer: one file a request, by its code. */
export { sendMessage } from './0010-send-message.ts'
export { pullMessage } from './0011-pull-message.ts'
export { queryMessage } from './0012-query-message.ts'
export { queryConsumerOffset } from './0014-query-consumer-offset.ts'
export { updateConsumerOffset } from './0015-update-consumer-offset.ts'
export { updateAndCreateTopic } from './0017-update-and-create-topic.ts'
export { updateAndCreateTopicList } from './0018-update-and-create-topic-list.ts'
export { getAllTopicConfig, type TopicConfigTable, topicConfigTable } from './0021-get-all-topic-config.ts'
export { updateBrokerConfig } from './0025-update-broker-config.ts'
export { getBrokerConfig } from './0026-get-broker-config.ts'
export { getBrokerRuntimeInfo } from './0028-get-broker-runtime-info.ts'
export { searchOffsetByTimestamp } from './0029-search-offset-by-timestamp.ts'
export { getMaxOffset } from './0030-get-max-offset.ts'
export { getMinOffset } from './0031-get-min-offset.ts'
export { getEarliestMsgStoreTime } from './0032-get-earliest-msg-storetime.ts'
export { viewMessageById } from './0033-view-message-by-id.ts'
export { type HeartbeatData, heartBeat, heartbeatData } from './0034-heart-beat.ts'
export { unregisterClient } from './0035-unregister-client.ts'
export { consumerSendMsgBack } from './0036-consumer-send-msg-back.ts'
export { endTransaction } from './0037-end-transaction.ts'
export { getConsumerListByGroup } from './0038-get-consumer-list-by-group.ts'
export { checkTransactionState } from './0039-check-transaction-state.ts'
export { notifyConsumerIdsChanged } from './0040-notify-consumer-ids-changed.ts'
export { type LockBatchResponse, lockBatchMq, lockBatchResponse } from './0041-lock-batch-mq.ts'
export { unlockBatchMq } from './0042-unlock-batch-mq.ts'
export {
  type ConsumerOffsets,
  consumerOffsets,
  getAllConsumerOffset,
} from './0043-get-all-consumer-offset.ts'
export { type DelayOffsets, delayOffsets, getAllDelayOffset } from './0045-get-all-delay-offset.ts'
export {
  type CheckClientRequestBody,
  checkClientConfig,
  checkClientRequestBody,
} from './0046-check-client-config.ts'
export { getTimerCheckPoint, type TimerCheckpoint } from './0060-get-timer-check-point.ts'
export { getTimerMetrics, type TimerMetrics, timerMetrics } from './0061-get-timer-metrics.ts'
export { putKvConfig } from './0100-put-kv-config.ts'
export { getKvConfig } from './0101-get-kv-config.ts'
export { deleteKvConfig } from './0102-delete-kv-config.ts'
export { type RegisterBrokerBody, registerBroker, registerBrokerBody } from './0103-register-broker.ts'
export { unregisterBroker } from './0104-unregister-broker.ts'
export {
  getRouteInfoByTopic,
  type QueueData,
  queueData,
  type TopicRouteData,
  topicRouteData,
} from './0105-get-route-info-by-topic.ts'
export { type ClusterInfo, clusterInfo, getBrokerClusterInfo } from './0106-get-broker-cluster-info.ts'
export { updateAndCreateSubscriptionGroup } from './0200-update-and-create-subscriptiongroup.ts'
export {
  getAllSubscriptionGroupConfig,
  type SubscriptionGroupTable,
  subscriptionGroupTable,
} from './0201-get-all-subscriptiongroup-config.ts'
export {
  getTopicStatsInfo,
  type TopicOffset,
  type TopicStatsTable,
  topicOffset,
  topicStatsTable,
} from './0202-get-topic-stats-info.ts'
export {
  type ConsumerConnection,
  consumerConnection,
  getConsumerConnectionList,
} from './0203-get-consumer-connection-list.ts'
export { getProducerConnectionList } from './0204-get-producer-connection-list.ts'
export { wipeWritePermOfBroker } from './0205-wipe-write-perm-of-broker.ts'
export { getAllTopicListFromNameserver } from './0206-get-all-topic-list-from-nameserver.ts'
export { deleteSubscriptionGroup } from './0207-delete-subscriptiongroup.ts'
export { type ConsumeStats, consumeStats, getConsumeStats } from './0208-get-consume-stats.ts'
export { deleteTopicInBroker } from './0215-delete-topic-in-broker.ts'
export { deleteTopicInNamesrv } from './0216-delete-topic-in-namesrv.ts'
export { registerTopicInNamesrv } from './0217-register-topic-in-namesrv.ts'
export { getKvListByNamespace } from './0219-get-kvlist-by-namespace.ts'
export {
  resetConsumerClientOffset,
  resetConsumerClientOffsetForC,
} from './0220-reset-consumer-client-offset.ts'
export { getConsumerStatusFromClient } from './0221-get-consumer-status-from-client.ts'
export { invokeBrokerToResetOffset } from './0222-invoke-broker-to-reset-offset.ts'
export { invokeBrokerToGetConsumerStatus } from './0223-invoke-broker-to-get-consumer-status.ts'
export { getTopicsByCluster } from './0224-get-topics-by-cluster.ts'
export { updateAndCreateSubscriptionGroupList } from './0225-update-and-create-subscriptiongroup-list.ts'
export { queryTopicConsumeByWho } from './0300-query-topic-consume-by-who.ts'
export { type QueueTimeSpan, queryConsumeTimeSpan, queueTimeSpan } from './0303-query-consume-time-span.ts'
export { getSystemTopicListFromNs } from './0304-get-system-topic-list-from-ns.ts'
export { getSystemTopicListFromBroker } from './0305-get-system-topic-list-from-broker.ts'
export { cleanExpiredConsumeQueue } from './0306-clean-expired-consumequeue.ts'
export { getConsumerRunningInfo } from './0307-get-consumer-running-info.ts'
export { queryCorrectionOffset } from './0308-query-correction-offset.ts'
export {
  type ConsumeMessageDirectlyResult,
  consumeMessageDirectly,
  consumeMessageDirectlyOnClient,
  consumeMessageDirectlyResult,
} from './0309-consume-message-directly.ts'
export { sendMessageV2 } from './0310-send-message-v2.ts'
export { cloneGroupOffset } from './0314-clone-group-offset.ts'
export {
  type BrokerStatsData,
  type BrokerStatsItem,
  brokerStatsData,
  brokerStatsItem,
  viewBrokerStatsData,
} from './0315-view-broker-stats-data.ts'
export { cleanUnusedTopic } from './0316-clean-unused-topic.ts'
export {
  type ConsumeStatsList,
  consumeStatsList,
  getBrokerConsumeStats,
} from './0317-get-broker-consume-stats.ts'
export { updateNamesrvConfig } from './0318-update-namesrv-config.ts'
export { getNamesrvConfig } from './0319-get-namesrv-config.ts'
export { sendBatchMessage } from './0320-send-batch-message.ts'
export {
  type ConsumeQueueEntries,
  consumeQueueEntries,
  queryConsumeQueue,
} from './0321-query-consume-queue.ts'
export { resumeCheckHalfMessage } from './0323-resume-check-half-message.ts'
export { sendReplyMessage } from './0324-send-reply-message.ts'
export { sendReplyMessageV2 } from './0325-send-reply-message-v2.ts'
export { pushReplyMessageToClient } from './0326-push-reply-message-to-client.ts'
export { addWritePermOfBroker } from './0327-add-write-perm-of-broker.ts'
export { getAllProducerInfo, type ProducerInfo, producerInfo } from './0328-get-all-producer-info.ts'
export { deleteExpiredCommitLog } from './0329-delete-expired-commitlog.ts'
export { queryTopicsByConsumer } from './0343-query-topics-by-consumer.ts'
export {
  type QuerySubscriptionResponseBody,
  querySubscriptionByConsumer,
  querySubscriptionResponseBody,
} from './0345-query-subscription-by-consumer.ts'
export {
  getTopicConfig,
  type TopicConfigAndQueueMapping,
  topicConfigAndQueueMapping,
} from './0351-get-topic-config.ts'
export { getSubscriptionGroupConfig } from './0352-get-subscriptiongroup-config.ts'
export {
  type GroupForbidden,
  groupForbidden,
  updateAndGetGroupForbidden,
} from './0353-update-and-get-group-forbidden.ts'
export { litePullMessage } from './0361-lite-pull-message.ts'
export { recallMessage } from './0370-recall-message.ts'
export {
  type MessageQueueAssignment,
  queryAssignment,
  queryAssignmentRequest,
  queryAssignmentResponse,
} from './0400-query-assignment.ts'
export {
  type SetMessageRequestMode,
  setMessageRequestMode,
  setMessageRequestModeRequest,
} from './0401-set-message-request-mode.ts'
export {
  type BrokerMemberGroup,
  brokerMemberGroup,
  getBrokerMemberGroup,
} from './0901-get-broker-member-group.ts'
export {
  getBrokerHaStatus,
  type HaClientRuntimeInfo,
  type HaConnectionRuntimeInfo,
  type HaRuntimeInfo,
  haClientRuntimeInfo,
  haConnectionRuntimeInfo,
  haRuntimeInfo,
} from './0907-get-broker-ha-status.ts'
export { controllerGetMetadataInfo } from './1005-controller-get-metadata-info.ts'
export {
  type BrokerReplicasInfo,
  brokerReplicasInfo,
  controllerGetSyncStateData,
  type ReplicaIdentity,
  type ReplicasInfo,
  replicaIdentity,
  replicasInfo,
} from './1006-controller-get-sync-state-data.ts'
export {
  type EpochEntry,
  type EpochEntryCache,
  epochEntry,
  epochEntryCache,
  getBrokerEpochCache,
} from './1007-get-broker-epoch-cache.ts'
export { authCreateUser } from './3001-auth-create-user.ts'
export { authUpdateUser } from './3002-auth-update-user.ts'
export { authDeleteUser } from './3003-auth-delete-user.ts'
export { authGetUser } from './3004-auth-get-user.ts'
export { authListUser } from './3005-auth-list-user.ts'
export { authCreateAcl } from './3006-auth-create-acl.ts'
export { authUpdateAcl } from './3007-auth-update-acl.ts'
export { authDeleteAcl } from './3008-auth-delete-acl.ts'
export { authGetAcl } from './3009-auth-get-acl.ts'
export { authListAcl } from './3010-auth-list-acl.ts'
export { popMessage } from './200050-pop-message.ts'
export { ackMessage } from './200051-ack-message.ts'
export { peekMessage } from './200052-peek-message.ts'
export { changeMessageInvisibleTime } from './200053-change-message-invisibletime.ts'
export { notification } from './200054-notification.ts'
export { pollingInfo } from './200055-polling-info.ts'
export { type BatchAcks, batchAckMessage, batchAcks } from './200151-batch-ack-message.ts'
export type { AclInfo, PolicyEntryInfo } from './shapes/acl-info.ts'
export type { ConsumerRunningInfo } from './shapes/consumer-running-info.ts'
export type { SubscriptionGroupConfig } from './shapes/subscription-group-config.ts'
export type { TopicConfig } from './shapes/topic-config.ts'
export type { UserInfo } from './shapes/user-info.ts'
